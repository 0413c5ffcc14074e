import { z } from 'zod'
import { scope } from '../scopes.ts'
import { id, nothing, operation } from './operation.ts'

export const me = z.object({
  user: z.object({
    id,
    name: z.string(),
    email: z.string(),
    staff: z.array(z.enum(['operator', 'moderator', 'support'])),
  }),
  workspace: z.object({
    id,
    slug: z.string(),
    name: z.string(),
    role: z.enum(['owner', 'admin', 'builder', 'viewer']),
  }),
  workspaces: z.array(
    z.object({
      id,
      slug: z.string(),
      name: z.string(),
      role: z.enum(['owner', 'admin', 'builder', 'viewer']),
    }),
  ),
  scopes: z.array(scope).optional().describe('Of the API key that asks; absent in a session.'),
})
export type Me = z.infer<typeof me>

const credentials = z.object({ email: z.email().max(200), password: z.string().min(8).max(128) })

export const instance = {
  about: operation({
    method: 'GET',
    path: '/api/instance',
    summary: 'Says what this is, its version, and whether it waits for its operator.',
    tag: 'Instance',
    access: 'public',
    input: z.object({}),
    output: z.object({
      name: z.literal('Loggia'),
      version: z.string(),
      claimed: z.boolean(),
      database: z.enum(['postgres', 'pglite']),
    }),
  }),
  me: operation({
    method: 'GET',
    path: '/api/me',
    summary: 'Says who is asking: user, workspace, role and scopes.',
    tag: 'Instance',
    access: 'agents:read',
    input: z.object({}),
    output: me,
  }),
  live: operation({
    method: 'GET',
    path: '/healthz',
    summary: 'Answers while the process lives.',
    tag: 'Instance',
    access: 'public',
    input: z.object({}),
    output: z.object({ status: z.literal('ok') }),
  }),
  ready: operation({
    method: 'GET',
    path: '/readyz',
    summary: 'Answers when requests can be served: the database answers and no stop is under way.',
    tag: 'Instance',
    access: 'public',
    errors: ['database_unreachable', 'shutting_down'],
    input: z.object({}),
    output: z.object({ status: z.literal('ready') }),
  }),
  metrics: operation({
    method: 'GET',
    path: '/metrics',
    summary: 'Counters and histograms in the text format of Prometheus; operators only.',
    tag: 'Instance',
    access: 'instance:read',
    wire: 'text',
    input: z.object({}),
    output: z.string(),
  }),
  openapi: operation({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This contract as OpenAPI 3.1.',
    tag: 'Instance',
    access: 'public',
    wire: 'text',
    input: z.object({}),
    output: z.unknown(),
  }),
  reference: operation({
    method: 'GET',
    path: '/api/docs',
    summary: 'This contract as a page to read.',
    tag: 'Instance',
    access: 'public',
    wire: 'html',
    input: z.object({}),
    output: z.string(),
  }),
}

export const account = {
  claim: operation({
    method: 'POST',
    path: '/api/auth/claim',
    summary: 'Makes the first user, who is operator, with the one-time link that the console prints.',
    tag: 'Account',
    access: 'public',
    errors: ['setup_link_invalid'],
    input: credentials.extend({ code: z.string().min(1).max(200), name: z.string().trim().min(1).max(80) }),
    output: nothing,
  }),
  signIn: operation({
    method: 'POST',
    path: '/api/auth/sign-in/email',
    summary: 'Signs in with e-mail and password; the session comes as a cookie.',
    tag: 'Account',
    access: 'public',
    input: credentials,
    output: nothing,
  }),
  signOut: operation({
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'Ends the session.',
    tag: 'Account',
    access: 'public',
    input: z.object({}),
    output: nothing,
  }),
}
