import { z } from 'zod'
import { errorCodes } from '../errors.ts'
import { message } from '../message.ts'
import { usage } from '../model.ts'
import { id, instant, operation } from './operation.ts'

const tag = 'Runs'

export const runStatus = z.enum(['queued', 'running', 'finished', 'interrupted', 'failed', 'cancelled'])
export type RunStatus = z.infer<typeof runStatus>

export const run = z.object({
  id,
  conversationId: id,
  agentId: id,
  parentRunId: id.optional().describe('The run that an approval ended and this one goes on from.'),
  status: runStatus,
  provider: z.string().optional(),
  model: z.string().optional(),
  usage,
  costUsd: z.number().optional().describe('By the price file; absent when the price is not known.'),
  steps: z.number().int(),
  firstTokenMs: z.number().optional().describe('Milliseconds from the start of the run to the first token.'),
  error: z
    .object({
      code: z.enum(errorCodes as [(typeof errorCodes)[number], ...(typeof errorCodes)[number][]]),
      message: z.string(),
      next: z.string(),
    })
    .optional(),
  startedAt: instant,
  endedAt: instant.optional(),
})
export type Run = z.infer<typeof run>

export const runs = {
  list: operation({
    method: 'GET',
    path: '/api/conversations/{conversation}/runs',
    summary: 'Lists the runs of a conversation, oldest first.',
    tag,
    access: 'runs:read',
    errors: ['not_found'],
    input: z.object({ conversation: id }),
    output: z.object({ items: z.array(run) }),
  }),
  get: operation({
    method: 'GET',
    path: '/api/runs/{run}',
    summary: 'Reads one run.',
    tag,
    access: 'runs:read',
    errors: ['not_found'],
    input: z.object({ run: id }),
    output: run,
  }),
  events: operation({
    method: 'GET',
    path: '/api/runs/{run}/events',
    summary: 'Streams the events of a run from a position on, live until its end.',
    tag,
    access: 'runs:read',
    wire: 'run-events',
    description:
      'Resumes after `Last-Event-ID` or `?after=` (`<runId>:<epoch>:<seq>`). With `?prelude=1` a reader that starts late gets RUN_STARTED, MESSAGES_SNAPSHOT and what is open first, so that a plain AG-UI client accepts the rest. With `accept: application/json` the stored events come as one document.',
    errors: ['not_found', 'cursor_unknown'],
    input: z.object({
      run: id,
      after: z.string().max(100).optional(),
      prelude: z.stringbool().optional(),
    }),
    output: z.object({
      events: z.array(z.object({ id: z.string(), event: z.record(z.string(), z.unknown()) })),
      ended: z.boolean(),
    }),
  }),
  cancel: operation({
    method: 'POST',
    path: '/api/runs/{run}/cancel',
    summary:
      'Cancels a run; the request to the model provider is aborted. A run that has ended is left as it is.',
    tag,
    access: 'runs:write',
    errors: ['not_found'],
    input: z.object({ run: id }),
    output: run,
  }),
}

export const approval = z.object({
  id,
  runId: id,
  conversationId: id,
  toolCallId: z.string(),
  toolName: z.string(),
  input: z.json().describe('The exact arguments that will be used.'),
  status: z.enum(['open', 'approved', 'denied']),
  createdAt: instant,
  answeredAt: instant.optional(),
})
export type Approval = z.infer<typeof approval>

export const approvals = {
  list: operation({
    method: 'GET',
    path: '/api/approvals',
    summary: 'Lists approvals, open ones unless told otherwise.',
    tag: 'Approvals',
    access: 'runs:read',
    input: z.object({ conversation: id.optional(), status: approval.shape.status.default('open') }),
    output: z.object({ items: z.array(approval) }),
  }),
  answer: operation({
    method: 'POST',
    path: '/api/approvals/{approval}',
    summary: 'Says yes or no to one exact tool call. The last answer of a run starts the run that goes on.',
    tag: 'Approvals',
    access: 'approvals:answer',
    errors: ['not_found', 'approval_answered'],
    input: z.object({
      approval: id,
      decision: z.enum(['approve', 'deny']),
      note: z.string().max(1_000).optional().describe('Told to the model with a denial.'),
    }),
    output: z.object({
      approval,
      run: run.optional().describe('The run that goes on; absent while other approvals are open.'),
    }),
  }),
}

export const runAnswer = z.object({ run, message: message.optional() })
