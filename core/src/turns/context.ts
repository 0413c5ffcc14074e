import type { HistoryTurn, Summary } from './history.ts'

/** A careful guess at model tokens: about 3.5 ASCII characters make one, and each other character is one. */
export function estimateTokens(text: string): number {
  let other = 0
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) other++
  return Math.ceil((text.length - other) / 3.5) + other
}

const imageTokens = 1_000
const messageOverhead = 6
const known = new WeakMap<HistoryTurn, number>()

/** Tokens of a whole turn; computed once per turn. */
export function turnTokens(turn: HistoryTurn): number {
  const before = known.get(turn)
  if (before !== undefined) return before
  let tokens = 0
  for (const message of turn.messages) {
    tokens += messageOverhead
    for (const part of message.parts) {
      if (part.type === 'text' || part.type === 'reasoning') tokens += estimateTokens(part.text)
      else if (part.type === 'tool-call')
        tokens += estimateTokens(JSON.stringify(part.input)) + messageOverhead
      else if (part.type === 'tool-result') tokens += estimateTokens(part.output) + messageOverhead
    }
    for (const file of message.files ?? [])
      tokens += file.text === undefined ? imageTokens : estimateTokens(file.text)
  }
  known.set(turn, tokens)
  return tokens
}

/** What of the history goes into the prompt. */
export type ContextPlan =
  | { fits: true; turns: readonly HistoryTurn[] }
  /** `cut` become one summary (with the former one), `turns` stay as they are. */
  | { fits: false; cut: readonly HistoryTurn[]; turns: readonly HistoryTurn[] }
  | 'overflow'

/**
 * Decides what to cut. Nothing is cut while all fits; once it does not, the oldest whole turns go until half
 * of the room is free, so that the next cut is far away and the prompt's prefix stays the same until then.
 * The last turn is never cut: when it alone is too large, that is `overflow`.
 */
export function planContext(
  turns: readonly HistoryTurn[],
  summary: Summary | undefined,
  fixedTokens: number,
  limit: number,
): ContextPlan {
  const alive = turns.filter(turn => !summary || turn.lastPosition > summary.throughPosition)
  const base = fixedTokens + (summary ? estimateTokens(summary.content) : 0)
  const total = alive.reduce((sum, turn) => sum + turnTokens(turn), base)
  if (total <= limit) return { fits: true, turns: alive }

  const target = Math.max(limit / 2, fixedTokens)
  let rest = total
  let keepFrom = 0
  while (keepFrom < alive.length - 1 && rest > target) {
    const turn = alive[keepFrom]
    if (turn) rest -= turnTokens(turn)
    keepFrom++
  }
  const kept = alive.slice(keepFrom)
  const last = kept.at(-1)
  if (keepFrom === 0 || (last && turnTokens(last) + fixedTokens + summaryReserve > limit)) return 'overflow'
  return { fits: false, cut: alive.slice(0, keepFrom), turns: kept }
}

/** Model tokens that a summary may have. */
export const summaryReserve = 800
