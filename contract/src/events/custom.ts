import { z } from 'zod'
import { memoryScope } from '../definition.ts'

/** Where a memory came from. */
export const provenance = z.object({
  conversationId: z.string().optional(),
  runId: z.string().optional(),
  toolCallId: z.string().optional(),
  userId: z.string().optional(),
})
export type Provenance = z.infer<typeof provenance>

const hash = z.string().describe('SHA-256 of the value, in hex; absent where there was none.').optional()
const memoryChange = z.object({ key: z.string(), scope: memoryScope, provenance, before: hash, after: hash })

/** What AG-UI 1.0 lacks, published as CUSTOM events: name -> schema of its `value`. */
export const customEvents = {
  'memory.written': memoryChange,
  'memory.forgotten': memoryChange,
  'memory.recalled': z.object({
    query: z.string(),
    memories: z.array(z.object({ key: z.string(), scope: memoryScope, provenance, score: z.number() })),
  }),
  'knowledge.cited': z.object({
    toolCallId: z.string(),
    citations: z.array(
      z.object({ documentId: z.string(), title: z.string(), chunk: z.number().int(), quote: z.string() }),
    ),
  }),
  'tool.progress': z.object({
    toolCallId: z.string(),
    message: z.string().optional(),
    fraction: z.number().min(0).max(1).optional(),
  }),
  'policy.denied': z.object({
    toolCallId: z.string(),
    toolName: z.string(),
    reason: z.string(),
    permission: z.string().optional(),
  }),
  'model.chosen': z.object({ provider: z.string(), model: z.string(), why: z.string() }),
  'step.measured': z.object({
    step: z.number().int(),
    firstTokenMs: z.number().optional().describe('Milliseconds from asking the model to its first token.'),
    durationMs: z.number(),
    costUsd: z.number().optional(),
    finishReason: z.string(),
    usage: z.record(z.string(), z.number()),
  }),
  'context.summarised': z.object({ throughPosition: z.number().int(), messages: z.number().int() }),
  /** Sent alone when a reader's position was lost in a crash: forget what came after, it follows anew. */
  'log.reset': z.object({ epoch: z.number().int(), seq: z.number().int() }),
} as const

export type CustomEventName = keyof typeof customEvents
export type CustomEventValue<Name extends CustomEventName> = z.infer<(typeof customEvents)[Name]>

/** The names of CUSTOM events, for readers that switch over them. */
export const customEventNames = Object.keys(customEvents) as CustomEventName[]
