import { z } from 'zod'
import { id, instant, operation, page, paging } from './operation.ts'

export const auditEntry = z.object({
  sequence: z.number().int().describe('1, 2, 3 … per log, no gaps.'),
  at: instant,
  actor: z.string().describe('Id of a user or API key, `anonymous` or `system`.'),
  action: z.string().describe('What was done, as `secret.saved`; `operation.denied` for what was refused.'),
  subject: z.string().describe('What it was done to: an id or a name.'),
  outcome: z.enum(['allowed', 'denied']),
  data: z.record(z.string(), z.unknown()),
  origin: z.string().optional().describe('Address of the caller.'),
  requestId: z.string().optional(),
  hash: z.string(),
})

const wish = z.object({
  actor: z.string().max(200).optional(),
  action: z.string().max(200).optional().describe('The whole action, or its first word.'),
  subject: z.string().max(200).optional(),
  outcome: z.enum(['allowed', 'denied']).optional(),
  from: instant.optional().describe('From this moment on.'),
  to: instant.optional().describe('Before this moment.'),
})

const expected = z
  .string()
  .max(100)
  .optional()
  .describe('The `head` of a former verdict: it must still be part of the log.')

const verdict = z.object({
  entries: z.number().int().describe('How many entries fit.'),
  head: z
    .string()
    .describe('The last of them, `<sequence>:<hash>`. Keep it elsewhere and send it as `expect`.'),
  fault: z
    .object({ sequence: z.number().int(), why: z.string() })
    .optional()
    .describe('The first entry that does not fit; absent when all do.'),
})

const lines = z.string().describe('One JSON document a line, from the first entry on.')

export const audit = {
  search: operation({
    method: 'GET',
    path: '/api/audit',
    summary: 'Finds entries of the audit log of the workspace, the newest first.',
    tag: 'Audit',
    access: 'audit:read',
    input: paging.extend(wish.shape),
    output: page(auditEntry),
  }),
  export: operation({
    method: 'GET',
    path: '/api/audit/export',
    summary: 'Sends the audit log of the workspace as JSON lines.',
    tag: 'Audit',
    access: 'audit:read',
    wire: 'text',
    input: wish,
    output: lines,
  }),
  verify: operation({
    method: 'GET',
    path: '/api/audit/verify',
    summary: 'Follows the hash chain of the audit log of the workspace and names the first bad entry.',
    tag: 'Audit',
    access: 'audit:read',
    input: z.object({ expect: expected }),
    output: verdict,
  }),
  searchInstance: operation({
    method: 'GET',
    path: '/api/instance/audit',
    summary: 'Finds entries of the audit log of the instance, the newest first; operators only.',
    tag: 'Audit',
    access: 'instance:read',
    input: paging.extend(wish.shape),
    output: page(auditEntry),
  }),
  exportInstance: operation({
    method: 'GET',
    path: '/api/instance/audit/export',
    summary: 'Sends the audit log of the instance as JSON lines; operators only.',
    tag: 'Audit',
    access: 'instance:read',
    wire: 'text',
    input: wish,
    output: lines,
  }),
  verifyInstance: operation({
    method: 'GET',
    path: '/api/instance/audit/verify',
    summary: 'Follows the hash chain of the instance, or of any workspace; operators only.',
    tag: 'Audit',
    access: 'instance:read',
    input: z.object({ workspace: id.optional().describe('Id of a workspace.'), expect: expected }),
    output: verdict,
  }),
}
