import type { LanguageModel } from '@loggia/contract'

export type Part =
  Awaited<ReturnType<LanguageModel['doStream']>>['stream'] extends ReadableStream<infer P> ? P : never

/**
 * OpenRouter's package overlooks the `error` of a chunk that also has `choices`, which is how OpenRouter
 * tells of every failure after the first token. The raw chunk still has it.
 */
export function raiseErrors(part: Part): Part | undefined {
  if (part.type !== 'raw') return part
  const { error } = (part.rawValue ?? {}) as { error?: unknown }
  return error ? { type: 'error', error } : undefined
}
