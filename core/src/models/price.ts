import type { Usage } from '@loggia/contract'
import { knownModel } from './known-models.ts'

/** Providers whose models run on the operator's own machine. */
const free = new Set(['offline', 'ollama', 'scripted'])

/**
 * US dollars of one call by the price file; 0 where the model runs on the operator's own machine,
 * undefined where the price is not known (never a guess).
 */
export function costOf(usage: Usage, provider: string, model: string): number | undefined {
  if (free.has(provider) || model.endsWith(':free')) return 0
  const known = provider === 'openai-compatible' ? undefined : knownModel(model)
  if (!known) return undefined
  const { inputTokens, cachedInputTokens, cacheWriteInputTokens, outputTokens } = usage
  const rates = known.long && inputTokens > known.long.above ? known.long : known.price
  const plainInput = Math.max(0, inputTokens - cachedInputTokens - cacheWriteInputTokens)
  const millionths =
    plainInput * rates.input +
    cachedInputTokens * rates.cachedInput +
    cacheWriteInputTokens * rates.cacheWrite +
    outputTokens * rates.output
  return millionths / 1_000_000
}
