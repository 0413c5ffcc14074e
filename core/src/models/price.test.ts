import { expect, test } from 'vitest'
import { knownModel, pricesAsOf } from './known-models.ts'
import { costOf } from './price.ts'

const usage = (
  inputTokens: number,
  outputTokens: number,
  cachedInputTokens = 0,
  cacheWriteInputTokens = 0,
) => ({
  inputTokens,
  outputTokens,
  reasoningTokens: 0,
  cachedInputTokens,
  cacheWriteInputTokens,
})

test('input, cached input, cache writes and output each have their price', () => {
  // claude-sonnet-5-5: 2, 0.10, 2.50 and 10 dollars a million
  expect(costOf(usage(1_000_000, 0), 'anthropic', 'claude-sonnet-5-5')).toBeCloseTo(2)
  expect(costOf(usage(1_000_000, 0, 1_000_000), 'anthropic', 'claude-sonnet-5-5')).toBeCloseTo(0.1)
  expect(costOf(usage(1_000_000, 0, 0, 1_000_000), 'anthropic', 'claude-sonnet-5-5')).toBeCloseTo(2.5)
  expect(costOf(usage(0, 1_000_000), 'anthropic', 'claude-sonnet-5-5')).toBeCloseTo(10)
})

test('a prompt beyond the band is priced by the long rates, reply included', () => {
  expect(costOf(usage(100_000, 1_000), 'anthropic', 'claude-haiku-5-5')).toBeCloseTo(0.0105)
  expect(costOf(usage(100_001, 1_000), 'anthropic', 'claude-haiku-5-5')).toBeCloseTo(0.0525005)
})

test('a model that is not in the file has no price, rather than a guessed one', () => {
  expect(costOf(usage(10, 10), 'openai', 'gpt-99')).toBeUndefined()
  expect(costOf(usage(10, 10), 'openai-compatible', 'gpt-4o')).toBeUndefined()
})

test("what runs on the operator's machine costs nothing", () => {
  expect(costOf(usage(10, 10), 'offline', 'rules')).toBe(0)
  expect(costOf(usage(10, 10), 'ollama', 'qwen3:8b')).toBe(0)
  expect(costOf(usage(10, 10), 'openrouter', 'meta-llama/llama-4-scout:free')).toBe(0)
})

test.each([
  ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
  ['openai/gpt-5.4-mini', 'gpt-5.4-mini'],
  ['gpt-4o-2024-08-06', 'gpt-4o'],
  ['claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
  ['openai/gpt-6-sol:nitro', 'gpt-6-sol'],
])('%s is the model %s of the price page', (name, listed) => {
  expect(knownModel(name)).toBeDefined()
  expect(knownModel(name)).toBe(knownModel(listed))
})

test('the price file says of which day it is and where it comes from', () => {
  expect(pricesAsOf.date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(pricesAsOf.source).toBe('vendor price pages')
})
