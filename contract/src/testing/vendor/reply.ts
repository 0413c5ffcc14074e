/** The wire formats a played vendor speaks. */
export type Dialect = 'openai-responses' | 'openai-chat' | 'anthropic' | 'openrouter' | 'openai-compatible'

/** What the played vendor answers to one request. Without anything said it answers `Hello.` */
export interface VendorReply {
  /** A string is sent word by word; an array, one delta each. */
  text?: string | readonly string[]
  reasoning?: string
  toolCalls?: readonly { name: string; input: unknown; id?: string }[]
  /** The model refuses, in these words. */
  refusal?: string
  /** The reply was cut because it reached the limit of output tokens. */
  truncated?: boolean
  usage?: { input?: number; output?: number; cached?: number; reasoning?: number }
  /** Milliseconds before the first delta and between deltas; all at once when absent. */
  pace?: { firstAfterMs?: number; everyMs?: number }
  /** How it ends: as the protocol says, closed early, reset, silent, never, or with an error in the stream. */
  ending?: 'complete' | 'cut' | 'reset' | 'hang' | 'endless' | 'error'
  /** An HTTP failure in place of an answer. */
  status?: number
  message?: string
  /** Seconds, sent as `retry-after`. */
  retryAfter?: number
  /** A web page with status 200 in place of the protocol. */
  html?: boolean
}

/** Counts as they appear in the vendor's usage; what the reply does not say follows from its deltas. */
export interface Counts {
  input: number
  output: number
  cached: number
  reasoning: number
}

/** Frames of one answer: `head` precedes the first delta, `tail` follows the last. */
export interface Frames {
  head: string
  deltas: readonly string[]
  tail: string
}

/** A reply's text as deltas, one word each with the space before it. */
export function deltasOf(reply: VendorReply): readonly string[] {
  const text = reply.text ?? (reply.toolCalls || reply.refusal ? '' : 'Hello.')
  if (typeof text !== 'string') return text
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? []
}

export function countsOf(reply: VendorReply): Counts {
  const { input = 12, output, cached = 0, reasoning = 0 } = reply.usage ?? {}
  return {
    input,
    output: output ?? deltasOf(reply).length + (reply.toolCalls?.length ?? 0) * 8,
    cached,
    reasoning,
  }
}

/** Server-sent events: `data:` only, or with an `event:` line. */
export const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
export const event = (name: string, value: unknown): string => `event: ${name}\n${data(value)}`
