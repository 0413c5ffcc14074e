import { type Cursor, isTerminal, LoggiaError, parseCursor, type RunEvent } from '@loggia/contract'
import type { Context } from '@loggia/core/identity'
import {
  type LogLine,
  preludeFor,
  type Runs,
  readTurn,
  requireRun,
  retryMessage,
  runAnswer,
  type StartedRun,
  sendMessage,
} from '@loggia/core/runs'
import type { Exchange, WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import type { ReadsAhead } from '../http/read-ahead.ts'
import { streamRun, wantsEvents } from '../http/stream-run.ts'

export const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  })

/** Reads to the end of a run, or until the caller goes away; the run goes on either way. */
export async function readToEnd(lines: AsyncIterable<LogLine[]>): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const batch of lines) events.push(...batch.map(line => line.event))
  return events
}

/** A context whose work outlives its caller: what has begun is not undone by a closed connection. */
export const outliving = (context: Context): Context => ({ ...context, signal: new AbortController().signal })

/** Answers with a run that was just started: its events for who streams, else one document at its end. */
async function answerWith(exchange: Exchange, started: StartedRun): Promise<Response | undefined> {
  const { incoming, outgoing, gone, context } = exchange
  const headers = { 'loggia-run': started.runId }
  if (wantsEvents(incoming)) {
    await streamRun({ outgoing, lines: started.lines(gone), headers })
    return undefined
  }
  outgoing.setHeader('loggia-run', started.runId)
  for await (const _ of started.lines(gone));
  return json(await runAnswer(context, started.runId))
}

/** Where a reader wants to go on: the header that browsers send, else the query. Throws `cursor_unknown`. */
function cursorOf(exchange: Exchange, run: string, after: string | undefined): Cursor | undefined {
  const header = exchange.incoming.headers['last-event-id']
  const text = (typeof header === 'string' ? header : undefined) ?? after
  if (text === undefined || text === '') return undefined
  const cursor = parseCursor(text)
  if (!cursor || cursor.runId !== run) {
    throw new LoggiaError('cursor_unknown', {
      detail: `"${text.slice(0, 100)}" is no position in the run ${run}.`,
    })
  }
  return cursor
}

/**
 * Folds what is behind the reader into a prelude and lets what follows through: for plain AG-UI clients.
 * Without a cursor everything that was stored when the reader came is behind it, but for the run's end.
 */
async function* withPrelude(
  lines: AsyncIterable<LogLine[]>,
  after: number | undefined,
): AsyncGenerator<LogLine[]> {
  const before: RunEvent[] = []
  let seen = after
  let told = false
  for await (const batch of lines) {
    seen ??= batch.findLast(line => !isTerminal(line.event))?.seq ?? 0
    const until = seen
    const rest = batch.filter(line => line.seq > until)
    if (!told) before.push(...batch.filter(line => line.seq <= until).map(line => line.event))
    if (rest.length === 0 && after !== undefined) continue
    const prelude = told ? [] : preludeFor(before).map(synthesized)
    told = true
    yield [...prelude, ...rest]
  }
}

/** A line that stands in no log and has no id to resume from. */
const synthesized = (event: RunEvent): LogLine => ({
  id: '',
  epoch: 0,
  seq: 0,
  json: JSON.stringify(event),
  event,
})

/** What sending a message reads first. */
export const runReadsAhead: ReadsAhead = {
  'messages.send': async (context, { conversation = '' }) => readTurn(context, conversation),
}

/** The hot path: sending, retrying and reading runs, over the log itself. */
export function runDoors(
  runs: Runs,
): Record<'messages.send' | 'messages.retry' | 'runs.events', WireHandler> {
  return {
    async 'messages.send'(exchange) {
      const input = await readInput<Parameters<typeof sendMessage>[2]>(exchange)
      const ahead = exchange.ahead as ReturnType<typeof readTurn> | undefined
      return answerWith(exchange, await sendMessage(runs, outliving(exchange.context), input, ahead))
    },
    async 'messages.retry'(exchange) {
      const input = await readInput<{ conversation: string }>(exchange)
      return answerWith(exchange, await retryMessage(runs, outliving(exchange.context), input))
    },
    async 'runs.events'(exchange) {
      const input = await readInput<{ run: string; after?: string; prelude?: boolean }>(exchange)
      const { context, gone, incoming, outgoing } = exchange
      const run = await requireRun(context, input.run)
      const after = cursorOf(exchange, run.id, input.after)
      if (wantsEvents(incoming)) {
        const lines =
          input.prelude === true
            ? withPrelude(runs.read(context.db, run.id, undefined, gone), after?.seq)
            : runs.read(context.db, run.id, after, gone)
        await streamRun({ outgoing, lines, headers: { 'loggia-run': run.id } })
        return undefined
      }
      return json(await storedEvents(runs, context, run.id, after))
    },
  }
}

/** What the table has now, as one document. */
async function storedEvents(runs: Runs, context: Context, runId: string, after: Cursor | undefined) {
  const enough = new AbortController()
  const events: { id: string; event: RunEvent }[] = []
  let ended = false
  const isEnded = ['finished', 'interrupted', 'failed', 'cancelled'].includes(
    (await requireRun(context, runId)).status,
  )
  for await (const batch of runs.read(context.db, runId, after, enough.signal)) {
    events.push(...batch.map(({ id, event }) => ({ id, event })))
    if (!isEnded) enough.abort()
    ended = isEnded
  }
  return { events, ended }
}
