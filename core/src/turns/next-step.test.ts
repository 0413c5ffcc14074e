import { budget } from '@loggia/contract'
import { describe, expect, it } from 'vitest'
import { exhausted, nextStep } from './next-step.ts'
import { nothingSpent } from './ports.ts'

const limits = budget.parse({ steps: 3, tokens: 1_000, costUsd: 0.5, seconds: 10 })

describe('the next step', () => {
  it('is the model at the start, and the calls first where a person has answered', () => {
    expect(nextStep({ type: 'started', answered: 0 }, limits, nothingSpent)).toEqual({ do: 'call-model' })
    expect(nextStep({ type: 'started', answered: 1 }, limits, nothingSpent)).toEqual({ do: 'run-calls' })
  })

  it('is the end when the model asks for nothing, even at the edge of the budget', () => {
    const spent = { ...nothingSpent, steps: 3 }
    expect(nextStep({ type: 'model-answered', calls: 0 }, limits, spent)).toEqual({ do: 'finish' })
  })

  it('waits for a person while a call waits, whatever else was answered', () => {
    expect(nextStep({ type: 'calls-answered', waiting: 1 }, limits, nothingSpent)).toEqual({ do: 'ask' })
    expect(nextStep({ type: 'calls-answered', waiting: 0 }, limits, nothingSpent)).toEqual({
      do: 'call-model',
    })
  })

  it.each([
    [{ steps: 3 }, 'budget_steps'],
    [{ tokens: 1_000 }, 'budget_tokens'],
    [{ costUsd: 0.5 }, 'budget_cost'],
    [{ elapsedMs: 10_000 }, 'budget_seconds'],
  ])('stops before the model is asked again when %j is used up', (used, code) => {
    const next = nextStep({ type: 'calls-answered', waiting: 0 }, limits, { ...nothingSpent, ...used })
    expect(next).toMatchObject({ do: 'stop', code })
  })

  it('never stops a free model for its cost', () => {
    expect(exhausted({ ...limits, costUsd: 0 }, nothingSpent)).toBeUndefined()
  })
})
