import { z } from 'zod'
import { id, instant, nothing, operation } from './operation.ts'

const role = z.enum(['owner', 'admin', 'builder', 'viewer'])
const name = z.string().trim().min(1).max(80)
const slug = z
  .string()
  .min(1)
  .max(80)
  .describe('3 to 39 of a-z, 0-9 and "-". Capitals and full-width letters are folded, all others refused.')

export const workspace = z.object({ id, slug: z.string(), name: z.string(), role })
export type Workspace = z.infer<typeof workspace>

export const workspaces = {
  create: operation({
    method: 'POST',
    path: '/api/workspaces',
    summary: 'Creates a workspace, whose owner you are.',
    description: 'Send its id or slug as the header `loggia-workspace` to act in it.',
    tag: 'Workspaces',
    access: 'signed-in',
    errors: ['conflict'],
    input: z.object({ name, slug }),
    output: workspace,
  }),
  rename: operation({
    method: 'PATCH',
    path: '/api/workspace',
    summary: 'Gives the workspace another name or slug.',
    tag: 'Workspaces',
    access: 'workspace:manage',
    errors: ['not_found', 'conflict'],
    input: z.object({ name: name.optional(), slug: slug.optional() }),
    output: workspace,
  }),
  transfer: operation({
    method: 'POST',
    path: '/api/workspace/transfer',
    summary: 'Makes another member owner in your place; you stay as admin.',
    tag: 'Workspaces',
    access: 'workspace:manage',
    errors: ['not_found', 'conflict'],
    input: z.object({ member: id }),
    output: nothing,
  }),
  leave: operation({
    method: 'POST',
    path: '/api/workspace/leave',
    summary: 'Ends your membership, and your API keys with it. The last owner cannot leave.',
    tag: 'Workspaces',
    access: 'signed-in',
    errors: ['not_found', 'conflict'],
    input: z.object({}),
    output: nothing,
  }),
  delete: operation({
    method: 'POST',
    path: '/api/workspace/delete',
    summary: 'Deletes the workspace and everything in it, for good; answers under way are cancelled first.',
    description: 'Whoever would be left without a workspace gets a new one of their own.',
    tag: 'Workspaces',
    access: 'workspace:manage',
    errors: ['not_found', 'conflict'],
    input: z.object({ name: z.string().max(200).describe("The workspace's name, typed as it is.") }),
    output: nothing,
  }),
}

export const member = z.object({ id, name: z.string(), email: z.string(), role, joinedAt: instant })
export type Member = z.infer<typeof member>

export const members = {
  list: operation({
    method: 'GET',
    path: '/api/members',
    summary: 'Lists the members of the workspace and their roles.',
    tag: 'Members',
    access: 'workspace:read',
    input: z.object({}),
    output: z.object({ items: z.array(member) }),
  }),
  setRole: operation({
    method: 'PUT',
    path: '/api/members/{member}/role',
    summary: 'Gives a member another role; only owners make, or change, owners.',
    tag: 'Members',
    access: 'members:manage',
    errors: ['not_found', 'conflict'],
    input: z.object({ member: id, role }),
    output: nothing,
  }),
  remove: operation({
    method: 'DELETE',
    path: '/api/members/{member}',
    summary: 'Removes a member with their API keys and open invitations; it holds from the next request on.',
    tag: 'Members',
    access: 'members:manage',
    errors: ['not_found', 'conflict'],
    input: z.object({ member: id }),
    output: nothing,
  }),
}

const invitedRole = z.enum(['admin', 'builder', 'viewer'])
const token = z.string().min(1).max(200)

export const invitation = z.object({
  id,
  role: invitedRole,
  email: z.string().optional().describe('The only address that may accept; absent for an open link.'),
  invitedBy: id,
  status: z.enum(['open', 'accepted', 'revoked', 'expired']),
  acceptedBy: id.optional(),
  createdAt: instant,
  expiresAt: instant,
})
export type Invitation = z.infer<typeof invitation>

export const invitations = {
  list: operation({
    method: 'GET',
    path: '/api/invitations',
    summary: 'Lists the invitations into the workspace, newest first.',
    tag: 'Invitations',
    access: 'members:manage',
    input: z.object({}),
    output: z.object({ items: z.array(invitation) }),
  }),
  create: operation({
    method: 'POST',
    path: '/api/invitations',
    summary: 'Invites one person by a link that works once; with an address it is also sent there.',
    tag: 'Invitations',
    access: 'members:manage',
    errors: ['conflict'],
    input: z.object({
      role: invitedRole,
      email: z.email().max(200).optional().describe('Then only a user of this address may accept.'),
      expiresInDays: z.number().int().min(1).max(90).default(7),
    }),
    output: invitation.extend({
      token: z.string().describe('Shown this one time.'),
      link: z.string().describe('The page that accepts it.'),
      mailed: z.boolean().describe('Whether it was sent to the address.'),
    }),
  }),
  revoke: operation({
    method: 'DELETE',
    path: '/api/invitations/{invitation}',
    summary: 'Revokes an invitation that was not accepted yet.',
    tag: 'Invitations',
    access: 'members:manage',
    errors: ['not_found'],
    input: z.object({ invitation: id }),
    output: nothing,
  }),
  preview: operation({
    method: 'POST',
    path: '/api/invitations/preview',
    summary: 'Says what an invitation is for, without joining.',
    tag: 'Invitations',
    access: 'public',
    errors: ['not_found', 'invitation_invalid'],
    input: z.object({ token }),
    output: z.object({
      workspace: z.object({ slug: z.string(), name: z.string() }),
      role: invitedRole,
      email: z.string().optional(),
      invitedBy: z.string().optional().describe('Name of who invited.'),
      expiresAt: instant,
    }),
  }),
  accept: operation({
    method: 'POST',
    path: '/api/invitations/accept',
    summary: 'Joins the workspace that an invitation leads to.',
    tag: 'Invitations',
    access: 'signed-in',
    errors: ['not_found', 'conflict', 'invitation_invalid'],
    input: z.object({ token }),
    output: workspace,
  }),
}
