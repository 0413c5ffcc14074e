import { z } from 'zod'
import { scope } from '../scopes.ts'
import { id, operation } from './operation.ts'

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
  security: operation({
    method: 'GET',
    path: '/.well-known/security.txt',
    summary: 'Says whom to tell about a vulnerability (RFC 9116); nobody where the operator named nobody.',
    tag: 'Instance',
    access: 'public',
    wire: 'text',
    errors: ['not_found'],
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
