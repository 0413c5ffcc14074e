import type { LanguageModel } from '@loggia/contract'

type Part =
  Awaited<ReturnType<LanguageModel['doStream']>>['stream'] extends ReadableStream<infer P> ? P : never

/**
 * OpenRouter's package replaces arguments that are not valid JSON by `{}`, so a tool without required
 * fields would run on nothing. The deltas hold what the model wrote; validation then refuses it.
 */
export function keepToolArguments(): (part: Part) => Part {
  const written = new Map<string, string>()
  return part => {
    if (part.type === 'tool-input-delta') {
      written.set(part.id, (written.get(part.id) ?? '') + part.delta)
    } else if (part.type === 'tool-call' && part.input === '{}') {
      return { ...part, input: written.get(part.toolCallId) || part.input }
    }
    return part
  }
}
