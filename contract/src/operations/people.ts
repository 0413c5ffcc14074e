import { z } from 'zod'
import { id, instant, nothing, operation, page, paging } from './operation.ts'

const tag = 'People'

/** Somebody with an account, as operators see them. */
export const person = z.object({
  id,
  name: z.string(),
  email: z.string(),
  staff: z.array(z.enum(['operator', 'moderator', 'support'])),
  workspaces: z.number().int().describe('How many workspaces they are in.'),
  sessions: z.number().int().describe('How many sessions they have open.'),
  createdAt: instant,
  suspendedAt: instant.optional(),
})
export type Person = z.infer<typeof person>

const onePerson = z.object({ person: id })

/** What an operator does with the people of the instance. */
export const people = {
  list: operation({
    method: 'GET',
    path: '/api/people',
    summary: 'Lists everybody with an account, newest first; operators only.',
    tag,
    access: 'instance:manage',
    input: paging.extend({
      search: z.string().trim().max(100).optional().describe('Part of a name or e-mail address.'),
    }),
    output: page(person),
  }),
  suspend: operation({
    method: 'POST',
    path: '/api/people/{person}/suspend',
    summary: 'Shuts somebody out: their sessions end, and their API keys stop at the next request.',
    tag,
    access: 'instance:manage',
    errors: ['not_found', 'conflict'],
    input: onePerson,
    output: person,
  }),
  unsuspend: operation({
    method: 'POST',
    path: '/api/people/{person}/unsuspend',
    summary: 'Lets somebody in again; their API keys work as before.',
    tag,
    access: 'instance:manage',
    errors: ['not_found'],
    input: onePerson,
    output: person,
  }),
  reset: operation({
    method: 'POST',
    path: '/api/people/{person}/reset',
    summary:
      "Ends somebody's sessions, makes their password useless and mails them a link to choose another.",
    tag,
    access: 'instance:manage',
    errors: ['not_found', 'mail_unavailable'],
    input: onePerson,
    output: nothing,
  }),
  export: operation({
    method: 'GET',
    path: '/api/people/{person}/export',
    summary: 'Everything that is stored about one person, a JSON document a line; no secret and no hash.',
    tag,
    access: 'instance:manage',
    wire: 'text',
    errors: ['not_found'],
    input: onePerson,
    output: z.string(),
  }),
  delete: operation({
    method: 'DELETE',
    path: '/api/people/{person}',
    summary:
      'Deletes somebody for good: login, conversations, memories about them, and each workspace that is theirs alone.',
    description:
      'Refused while they are the last owner of a workspace that others are in. What the audit logs of other workspaces say stays, under their id alone.',
    tag,
    access: 'instance:manage',
    errors: ['not_found', 'conflict'],
    input: onePerson.extend({
      email: z.string().max(200).describe('Their e-mail address, typed to confirm.'),
    }),
    output: nothing,
  }),
}

/** What is set for the whole instance. */
export const instanceSettings = z.object({
  multiUser: z.boolean().describe('On, anybody may sign up; off, only who is invited.'),
})
export type InstanceSettings = z.infer<typeof instanceSettings>

export const settings = {
  get: operation({
    method: 'GET',
    path: '/api/instance/settings',
    summary: 'Reads the settings of the instance; operators only.',
    tag: 'Instance',
    access: 'instance:manage',
    input: z.object({}),
    output: instanceSettings,
  }),
  change: operation({
    method: 'PATCH',
    path: '/api/instance/settings',
    summary: 'Changes settings of the instance; what is not named stays.',
    tag: 'Instance',
    access: 'instance:manage',
    input: instanceSettings.partial(),
    output: instanceSettings,
  }),
}

/** A session of the one who asks. */
export const session = z.object({
  id,
  createdAt: instant,
  seenAt: instant.describe('When it was last renewed, which happens once a day.'),
  expiresAt: instant,
  userAgent: z.string().optional(),
  current: z.boolean().describe('Whether it is the one that asks.'),
})
export type Session = z.infer<typeof session>

export const sessions = {
  list: operation({
    method: 'GET',
    path: '/api/sessions',
    summary: 'Lists where you are signed in.',
    tag: 'Account',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({ items: z.array(session) }),
  }),
  revoke: operation({
    method: 'DELETE',
    path: '/api/sessions/{session}',
    summary: 'Ends a session of yours; it holds from the next request on.',
    tag: 'Account',
    access: 'signed-in',
    errors: ['not_found'],
    input: z.object({ session: id }),
    output: nothing,
  }),
  revokeOthers: operation({
    method: 'POST',
    path: '/api/sessions/revoke-others',
    summary: 'Ends every session of yours but the one that asks.',
    tag: 'Account',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({ ended: z.number().int() }),
  }),
}
