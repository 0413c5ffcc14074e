import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import type { ErrorCode } from '../../errors.ts'
import { toModelError } from '../../model-failure.ts'

/** What an answer meant, whatever its wire format: the same for every provider, or a named difference. */
export type Entry =
  | { text: string }
  /** `echoed` where the vendor's own bytes came with it and must go back. */
  | { reasoning: string; echoed: boolean }
  | { tool: string; input: unknown }
  | { error: ErrorCode; retryAfter?: number }
  | { finish: string; usage: LogUsage }

/** Model tokens; what the vendor did not tell is 0. */
export interface LogUsage {
  input: number
  output: number
  cached: number
  reasoning: number
}

/** Reads a stream to its end into a log, and everything that broke the port's rules into `problems`. */
export async function readLog(
  stream: ReadableStream<LanguageModelV4StreamPart>,
): Promise<{ log: Entry[]; problems: string[]; parts: LanguageModelV4StreamPart[] }> {
  const parts: LanguageModelV4StreamPart[] = []
  const problems: string[] = []
  try {
    for await (const part of stream) parts.push(part)
  } catch (error) {
    problems.push(`The stream failed instead of ending with an error part: ${String(error)}`)
  }
  return { log: logOf(parts, problems), problems, parts }
}

function logOf(parts: readonly LanguageModelV4StreamPart[], problems: string[]): Entry[] {
  const log: Entry[] = []
  const open = new Map<string, { text?: string; reasoning?: string; echoed?: boolean }>()
  const written = new Map<string, string>()
  for (const part of parts) {
    switch (part.type) {
      case 'text-start': {
        const entry = { text: '' }
        open.set(`text ${part.id}`, entry)
        log.push(entry)
        break
      }
      case 'reasoning-start': {
        const entry = { reasoning: '', echoed: false }
        open.set(`reasoning ${part.id}`, entry)
        log.push(entry)
        break
      }
      case 'text-delta':
      case 'reasoning-delta': {
        const kind = part.type === 'text-delta' ? 'text' : 'reasoning'
        const entry = open.get(`${kind} ${part.id}`)
        if (!entry) problems.push(`A ${part.type} belongs to no open block: ${part.delta}`)
        else entry[kind] = (entry[kind] ?? '') + part.delta
        break
      }
      case 'text-end':
        if (!open.delete(`text ${part.id}`)) problems.push('A text ended that was not open.')
        break
      case 'reasoning-end': {
        const entry = open.get(`reasoning ${part.id}`)
        if (!entry) problems.push('A reasoning ended that was not open.')
        else entry.echoed = part.providerMetadata !== undefined
        open.delete(`reasoning ${part.id}`)
        break
      }
      case 'tool-input-start':
        written.set(part.id, '')
        break
      case 'tool-input-delta':
        written.set(part.id, (written.get(part.id) ?? '') + part.delta)
        break
      case 'tool-call':
        if (written.get(part.toolCallId) !== part.input) {
          problems.push(
            `The deltas of ${part.toolName} are not its arguments: ${written.get(part.toolCallId)}`,
          )
        }
        log.push({ tool: part.toolName, input: parsed(part.input) })
        break
      case 'error': {
        const { code, retryAfter } = toModelError(part.error)
        log.push({ error: code, ...(retryAfter !== undefined && { retryAfter }) })
        break
      }
      case 'finish': {
        const { inputTokens, outputTokens } = part.usage
        log.push({
          finish: part.finishReason.unified,
          usage: {
            input: inputTokens.total ?? 0,
            output: outputTokens.total ?? 0,
            cached: inputTokens.cacheRead ?? 0,
            reasoning: outputTokens.reasoning ?? 0,
          },
        })
      }
    }
  }
  if (JSON.stringify(log).includes('\uFFFD')) problems.push('A character was cut in two.')
  return log
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input)
  } catch {
    return input
  }
}
