import { z } from 'zod'

/** Bytes of the vendor's own that must come back unchanged (thinking signatures, encrypted reasoning). */
const vendor = z.record(z.string(), z.record(z.string(), z.json())).optional()

export const textPart = z.object({ type: z.literal('text'), text: z.string(), vendor })
export const reasoningPart = z.object({ type: z.literal('reasoning'), text: z.string(), vendor })
export const filePart = z.object({
  type: z.literal('file'),
  fileId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int().nonnegative(),
})
export const toolCallPart = z.object({
  type: z.literal('tool-call'),
  toolCallId: z.string(),
  toolName: z.string(),
  /** The arguments as parsed JSON; a string when the model did not write valid JSON. */
  input: z.json(),
  vendor,
})
export const toolResultPart = z.object({
  type: z.literal('tool-result'),
  toolCallId: z.string(),
  toolName: z.string(),
  /** Text as given to the model, bounded. */
  output: z.string(),
  isError: z.boolean(),
})
/** Where one model call ends and the next begins. */
export const stepPart = z.object({ type: z.literal('step') })

export const messagePart = z.discriminatedUnion('type', [
  textPart,
  reasoningPart,
  filePart,
  toolCallPart,
  toolResultPart,
  stepPart,
])
export type MessagePart = z.infer<typeof messagePart>

export const message = z.object({
  id: z.string(),
  conversationId: z.string(),
  role: z.enum(['user', 'agent']),
  parts: z.array(messagePart),
  /** The run that wrote it; absent on a user's message. */
  runId: z.string().optional(),
  createdAt: z.iso.datetime(),
})
export type Message = z.infer<typeof message>
