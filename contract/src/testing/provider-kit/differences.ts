import type { Dialect } from '../vendor/reply.ts'
import type { Entry } from './log.ts'

/** A place where a protocol cannot say what the others say; everything else is the same. */
export interface Difference {
  dialect: Dialect
  case: string
  what: string
  why: string
  /** The log this dialect gives instead. */
  expected: readonly Entry[]
}

const computed: readonly Entry[] = [
  { text: 'I compute it.' },
  { tool: 'calculator', input: { expression: '17 * 3' } },
  { finish: 'tool-calls', usage: { input: 120, output: 60, cached: 64, reasoning: 33 } },
]

export const differences: readonly Difference[] = [
  {
    dialect: 'openai-chat',
    case: 'reasoning',
    what: 'No reasoning arrives; its tokens are counted.',
    why: 'Chat Completions does not send the reasoning of OpenAI’s models. The Responses API does.',
    expected: computed,
  },
  {
    dialect: 'openai-compatible',
    case: 'reasoning',
    what: 'Reasoning arrives without a signature.',
    why: 'Open models sign nothing, so nothing has to go back for the next call to be accepted.',
    expected: [{ reasoning: 'The user wants 17 × 3. That is 51.', echoed: false }, ...computed],
  },
  {
    dialect: 'openrouter',
    case: 'hidden-reasoning',
    what: 'Reasoning that only the vendor can read shows as no block of its own; it rides on the tool call and goes back with it.',
    why: 'The package of OpenRouter opens a reasoning block for readable reasoning only.',
    expected: [
      { tool: 'calculator', input: { expression: '17 * 3' } },
      { finish: 'tool-calls', usage: { input: 40, output: 70, cached: 0, reasoning: 64 } },
    ],
  },
]
