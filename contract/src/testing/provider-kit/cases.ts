import type { Dialect } from '../vendor/reply.ts'
import type { Entry } from './log.ts'

/** One thing a provider must get right: bytes on the wire, and what they mean. */
export interface KitCase {
  name: string
  /** The fact that holds when the case passes. */
  fact: string
  /** File under `fixtures/<dialect>/`. */
  fixture: string
  /** HTTP status of the answer; 200 when absent. */
  status?: number
  /** Where a vendor sends another status for the same. */
  otherStatus?: Partial<Record<Dialect, number>>
  headers?: Record<string, string>
  /** What becomes of the connection after the fixture: it ends, is reset, or stays open in silence. */
  after?: 'end' | 'reset'
  /** Only these dialects have the case. */
  only?: readonly Dialect[]
  expected: readonly Entry[]
  /** What was received before the failure may be lost with it, as a reset discards what is unread. */
  endingOnly?: true
}

const usage = (input: number, output: number, cached = 0, reasoning = 0) => ({
  input,
  output,
  cached,
  reasoning,
})

const weather = { city: 'Zürich', days: 3, note: 'a "quoted" \\ path\nand a line' }

const failure = (
  name: string,
  fixture: string,
  status: number,
  code: Extract<Entry, { error: unknown }>['error'],
  fact: string,
  more: Partial<KitCase> = {},
): KitCase => ({ name, fact, fixture, status, expected: [{ error: code }], ...more })

const begun: Entry = { text: 'Once upon a time' }

export const kitCases: readonly KitCase[] = [
  {
    name: 'text',
    fact: 'text arrives whole, also where a chunk ends inside a character',
    fixture: 'text.sse',
    expected: [
      { text: 'Grüße aus Zürich 👋🏽: 漢字 und Ümlaute.' },
      { finish: 'stop', usage: usage(19, 14) },
    ],
  },
  {
    name: 'tools',
    fact: 'arguments split at every character are put together again',
    fixture: 'tools.sse',
    expected: [
      { tool: 'forecast', input: weather },
      { finish: 'tool-calls', usage: usage(80, 31) },
    ],
  },
  {
    name: 'parallel-tools',
    fact: 'two calls in one answer stay apart, also where their arguments interleave',
    fixture: 'parallel-tools.sse',
    expected: [
      { text: 'I look both up.' },
      { tool: 'forecast', input: weather },
      { tool: 'forecast', input: { city: 'Genève', days: 1 } },
      { finish: 'tool-calls', usage: usage(95, 52) },
    ],
  },
  {
    name: 'reasoning',
    fact: "reasoning comes apart from the answer, with the vendor's signature",
    fixture: 'reasoning.sse',
    expected: [
      { reasoning: 'The user wants 17 × 3. That is 51.', echoed: true },
      { text: 'I compute it.' },
      { tool: 'calculator', input: { expression: '17 * 3' } },
      { finish: 'tool-calls', usage: usage(120, 60, 64, 33) },
    ],
  },
  {
    name: 'hidden-reasoning',
    fact: 'reasoning that only the vendor can read is kept',
    fixture: 'hidden-reasoning.sse',
    only: ['anthropic', 'openai-responses', 'openrouter'],
    expected: [
      { reasoning: '', echoed: true },
      { tool: 'calculator', input: { expression: '17 * 3' } },
      { finish: 'tool-calls', usage: usage(40, 70, 0, 64) },
    ],
  },
  {
    name: 'refusal',
    fact: 'a refusal is its words and the finish reason content-filter',
    fixture: 'refusal.sse',
    expected: [{ text: "I can't help with that." }, { finish: 'content-filter', usage: usage(22, 9) }],
  },
  {
    name: 'length',
    fact: 'an answer cut by the limit of output tokens says so',
    fixture: 'length.sse',
    expected: [{ text: 'One two three' }, { finish: 'length', usage: usage(15, 3) }],
  },
  {
    name: 'usage',
    fact: 'cached and reasoning tokens are counted, also in a last chunk without choices',
    fixture: 'usage.sse',
    expected: [{ text: 'Done.' }, { finish: 'stop', usage: usage(2006, 300, 1920, 128) }],
  },
  {
    name: 'error-in-stream',
    fact: 'an error inside a stream of HTTP 200 ends the answer as a failure; what came before is kept',
    fixture: 'error-in-stream.sse',
    expected: [begun, { error: 'model_overloaded' }],
  },
  {
    name: 'error-at-once',
    fact: 'an error as the first thing in a stream of HTTP 200 is a failure',
    fixture: 'error-at-once.sse',
    expected: [{ error: 'model_overloaded' }],
  },
  {
    name: 'limit-in-stream',
    fact: 'a rate limit told inside a stream of HTTP 200 is a rate limit',
    fixture: 'limit-in-stream.sse',
    only: ['anthropic', 'openrouter'],
    expected: [{ error: 'model_rate_limited' }],
  },
  {
    name: 'cut',
    fact: 'a stream that ends without its last event is a failure, not a short answer',
    fixture: 'cut.sse',
    expected: [begun, { error: 'model_cut' }],
  },
  {
    name: 'reset',
    fact: 'a connection reset in the middle of the answer is a cut',
    fixture: 'cut.sse',
    after: 'reset',
    endingOnly: true,
    expected: [{ error: 'model_cut' }],
  },
  {
    name: 'garbage',
    fact: 'an event that is not JSON ends the answer as a failure',
    fixture: 'garbage.sse',
    expected: [{ text: 'Once upon' }, { error: 'model_bad_answer' }],
  },
  failure('key', '401.json', 401, 'model_key_rejected', 'a refused key is told as such'),
  failure('credit', '402.json', 402, 'model_out_of_credit', 'an empty account (402) is told as such'),
  failure(
    'quota',
    'quota.json',
    429,
    'model_out_of_credit',
    'an empty account that the vendor reports as 429 or 400 is no rate limit',
    { only: ['openai-chat', 'openai-responses', 'anthropic'], otherStatus: { anthropic: 400 } },
  ),
  failure(
    'request',
    '400.json',
    400,
    'model_refused',
    "a request the vendor does not take carries the vendor's reason",
  ),
  failure('moderated', 'moderated.json', 403, 'model_refused', 'a flagged prompt (403) is no bad key', {
    only: ['openrouter'],
  }),
  failure('context', 'context.json', 400, 'context_overflow', 'a prompt beyond the window is told as such'),
  failure('rate', '429.json', 429, 'model_rate_limited', 'a rate limit says how many seconds to wait', {
    headers: { 'retry-after': '7' },
    expected: [{ error: 'model_rate_limited', retryAfter: 7 }],
  }),
  failure('server', '500.json', 500, 'model_overloaded', "the vendor's own failure is told as such"),
  failure('overloaded', '503.json', 503, 'model_overloaded', 'an overloaded vendor is told as such', {
    otherStatus: { anthropic: 529 },
  }),
  {
    name: 'page',
    fact: 'a web page in place of an answer is no empty answer',
    fixture: 'page.html',
    headers: { 'content-type': 'text/html; charset=utf-8' },
    expected: [{ error: 'model_bad_answer' }],
  },
  {
    name: 'nothing',
    fact: 'a page that claims to be an event stream is no empty answer',
    fixture: 'page.html',
    expected: [{ error: 'model_bad_answer' }],
  },
]
