import type { Usage } from '@loggia/contract'
import type { Clock, Spent, TurnModel } from './ports.ts'

/** Nothing used. */
export const noUsage: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  cachedInputTokens: 0,
  cacheWriteInputTokens: 0,
}

const add = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  reasoningTokens: a.reasoningTokens + b.reasoningTokens,
  cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
  cacheWriteInputTokens: a.cacheWriteInputTokens + b.cacheWriteInputTokens,
})

/** Counts what a run uses, on top of what the chain before it has spent. */
export function openTally(before: Spent, model: TurnModel, clock: Clock) {
  const startedAt = clock.elapsed()
  let usage = noUsage
  let costUsd = 0
  let priced = true
  let steps = 0
  return {
    startedAt,
    /** Adds one model call; a summary counts its tokens, but is no step. */
    add(call: Usage, kind: 'step' | 'summary'): number | undefined {
      const price = model.price(call)
      if (price === undefined) priced = false
      else costUsd += price
      usage = add(usage, call)
      if (kind === 'step') steps++
      return price
    },
    spent: (): Spent => ({
      steps: before.steps + steps,
      tokens: before.tokens + usage.inputTokens + usage.outputTokens,
      costUsd: before.costUsd + costUsd,
      elapsedMs: before.elapsedMs + clock.elapsed() - startedAt,
    }),
    totals: () => ({ usage, steps, ...(priced && { costUsd }) }),
  }
}
