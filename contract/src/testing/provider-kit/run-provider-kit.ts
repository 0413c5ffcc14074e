import { isDeepStrictEqual } from 'node:util'
import { LoggiaError } from '../../errors.ts'
import type { LanguageModel, ModelProvider, ProviderPorts } from '../../model.ts'
import type { Dialect } from '../vendor/reply.ts'
import { type KitCase, kitCases } from './cases.ts'
import { type Difference, differences } from './differences.ts'
import { echoes, firstPrompt, kitTools, nextPrompt } from './echo.ts'
import { type FixtureServer, fixtureBytes, fixtureServer, fixturesOf } from './fixture-server.ts'
import { type Entry, readLog } from './log.ts'

export interface ProviderKitOptions {
  provider: ModelProvider
  /** The wire format the provider reads: one of the kit's, or a name of your own beside `fixtures`. */
  dialect: Dialect | (string & {})
  /** Folder of fixtures of your own, with the file names of the kit's; ends in a slash. */
  fixtures?: URL
  /** Where your format cannot say what the others say. */
  differences?: readonly Pick<Difference, 'case' | 'expected'>[]
  /** The fetch handed to the provider; the platform's when absent. */
  fetch?: ProviderPorts['fetch']
  model?: string
  /** Bytes per chunk on the wire; 1 when absent, which cuts every character and every event. */
  chunk?: number
}

export interface KitResult {
  case: string
  fact: string
  passed: boolean
  /** What was wrong, one line each. */
  problems: string[]
}

export interface KitReport {
  provider: string
  dialect: string
  passed: boolean
  results: KitResult[]
}

const key = 'sk-kit-thisIsTheKeyThatNobodyMaySee0123'

/**
 * Runs every case of the provider kit against a provider over a real socket: fixtures of wire bytes in,
 * the semantic log out. A provider that passes behaves as the first-party ones do.
 */
export async function runProviderKit(options: ProviderKitOptions): Promise<KitReport> {
  const { provider, dialect, model = 'kit-model', fetch: give = fetch } = options
  const server = await fixtureServer()
  try {
    const language = await provider.open(model, { fetch: give, key, baseUrl: server.url })
    const bench: Bench = {
      language,
      server,
      dialect: dialect as Dialect,
      fixtures: options.fixtures ?? fixturesOf(dialect),
      chunk: options.chunk ?? 1,
      differences: options.differences ?? differences.filter(difference => difference.dialect === dialect),
    }
    const results: KitResult[] = []
    for (const kitCase of kitCases) {
      if (kitCase.only && !kitCase.only.includes(bench.dialect)) continue
      const problems = await runCase(kitCase, bench)
      results.push({ case: kitCase.name, fact: kitCase.fact, passed: problems.length === 0, problems })
    }
    const problems = await runSilence(bench)
    const fact = "an abort in the vendor's silence closes the vendor's socket"
    results.push({ case: 'silence', fact, passed: problems.length === 0, problems })
    return { provider: provider.id, dialect, passed: results.every(({ passed }) => passed), results }
  } finally {
    await server.close()
  }
}

/** What every case of one run works with. */
interface Bench {
  language: LanguageModel
  server: FixtureServer
  dialect: Dialect
  fixtures: URL
  chunk: number
  differences: readonly Pick<Difference, 'case' | 'expected'>[]
}

async function runCase(kitCase: KitCase, bench: Bench): Promise<string[]> {
  const { name, fixture, status = 200, otherStatus, headers, after = 'end' } = kitCase
  const { language, server, dialect, fixtures, chunk } = bench
  const type = fixture.endsWith('.json') ? 'application/json' : 'text/event-stream; charset=utf-8'
  server.answer({
    status: otherStatus?.[dialect] ?? status,
    headers: { 'content-type': type, ...headers },
    bytes: fixtureBytes(fixtures, fixture),
    chunk,
    after,
  })
  const { log, problems, parts } = await ask(language)
  const told = JSON.stringify(parts)
  if (told.includes(key)) problems.push('The key appears in the answer.')
  const difference = bench.differences.find(entry => entry.case === name)
  const expected = difference?.expected ?? kitCase.expected
  const actual = kitCase.endingOnly ? log.filter(entry => 'error' in entry || 'finish' in entry) : log
  if (!isDeepStrictEqual(settled(actual), expected)) {
    problems.push(`expected ${JSON.stringify(expected)}`, `     got ${JSON.stringify(actual)}`)
  }
  const wanted = echoes[dialect]?.[name] ?? []
  if (wanted.length > 0) problems.push(...(await echoProblems(language, server, parts, wanted)))
  return problems
}

/** A failure may be followed by a finish that carries usage; it means nothing more. */
const settled = (log: readonly Entry[]): Entry[] => {
  const failedAt = log.findIndex(entry => 'error' in entry)
  return failedAt < 0 ? [...log] : log.slice(0, failedAt + 1)
}

async function ask(language: LanguageModel, prompt = firstPrompt, abortSignal?: AbortSignal) {
  try {
    const { stream } = await language.doStream({
      prompt,
      tools: kitTools,
      ...(abortSignal && { abortSignal }),
    })
    return await readLog(stream)
  } catch (error) {
    if (!(error instanceof LoggiaError)) {
      return {
        log: [],
        problems: [`doStream threw something else than a LoggiaError: ${String(error)}`],
        parts: [],
      }
    }
    if (JSON.stringify({ ...error, cause: String(error.cause) }).includes(key)) {
      return { log: [], problems: ['The key appears in the error.'], parts: [] }
    }
    const { code, retryAfter } = error
    return {
      log: [{ error: code, ...(retryAfter !== undefined && { retryAfter }) }],
      problems: [],
      parts: [],
    }
  }
}

async function echoProblems(
  language: LanguageModel,
  server: FixtureServer,
  parts: Parameters<typeof nextPrompt>[0],
  wanted: readonly string[],
): Promise<string[]> {
  const { problems } = await ask(language, nextPrompt(structuredClone([...parts])))
  const sent = JSON.stringify(server.bodies.at(-1))
  const missing = wanted.filter(bytes => !sent.includes(bytes))
  return [...problems, ...missing.map(bytes => `The next request lacks ${bytes} in ${sent}`)]
}

async function runSilence({ language, server, fixtures }: Bench): Promise<string[]> {
  const bytes = fixtureBytes(fixtures, 'cut.sse')
  const headers = { 'content-type': 'text/event-stream' }
  server.answer({ status: 200, headers, bytes, chunk: bytes.length, after: 'silence' })
  const abort = new AbortController()
  const { stream } = await language.doStream({ prompt: firstPrompt, abortSignal: abort.signal })
  const reader = stream.getReader()
  for (;;) {
    const { value } = await reader.read()
    if (value?.type === 'text-delta' && value.delta === ' a time') break
    if (value === undefined) return ['The stream ended though the vendor is only silent.']
  }
  const reason = new Error('The kit aborts.')
  abort.abort(reason)
  const outcome = await reader.read().catch((error: unknown) => error)
  await server.closedByCaller()
  return outcome === reason
    ? []
    : [`The stream did not fail with the reason of the abort: ${String(outcome)}`]
}
