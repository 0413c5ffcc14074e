import { describe, expect, it } from 'vitest'
import { estimateTokens, planContext } from './context.ts'
import type { HistoryTurn } from './history.ts'

const turn = (position: number, words: number): HistoryTurn => ({
  messages: [
    { role: 'user', parts: [{ type: 'text', text: 'word '.repeat(words) }], position },
    { role: 'agent', parts: [{ type: 'text', text: 'ok' }], position: position + 1 },
  ],
  lastPosition: position + 1,
})
const turns = [turn(1, 700), turn(3, 700), turn(5, 700), turn(7, 700)]

describe('the context', () => {
  it('stays as it is while it fits', () => {
    expect(planContext(turns, undefined, 100, 10_000)).toEqual({ fits: true, turns })
  })

  it('loses its oldest whole turns until half of the room is free', () => {
    const plan = planContext(turns, undefined, 10, 4_000)
    expect(plan).toEqual({ fits: false, cut: turns.slice(0, 3), turns: turns.slice(3) })
  })

  it('is the same after the cut as long as it fits: the summary stands for what it covers', () => {
    const summary = { content: 'They said word.', throughPosition: 4 }
    expect(planContext(turns, summary, 10, 2_200)).toEqual({ fits: true, turns: turns.slice(2) })
  })

  it('overflows when the last turn alone is too large', () => {
    expect(planContext([turn(1, 10), turn(3, 5_000)], undefined, 10, 2_000)).toBe('overflow')
    expect(planContext([turn(3, 5_000)], undefined, 10, 2_000)).toBe('overflow')
  })

  it('counts every character beyond ASCII as a token', () => {
    expect(estimateTokens('你好世界')).toBe(4)
    expect(estimateTokens('abcdefg')).toBe(2)
  })
})
