import { type Cursor, EventType, isTerminal, LoggiaError } from '@loggia/contract'
import type { TenantSql } from '../../platform/index.ts'
import { type LogLine, makeLine, readBatch } from './log-line.ts'
import type { RunWriter } from './run-writer.ts'
import { epochOf, readBatches } from './store.ts'

/** Milliseconds between looks into the table for a run that is live on another node. */
const pollMs = 200

/** Milliseconds in which lines of a live run usually reach the table. */
const storeMs = 50

export interface LiveLog {
  /** The writer of a run that is live on this node. */
  writer(runId: string): RunWriter | undefined
  /** Whether the run has ended, wherever it lives; an ended run without a terminal event waits for recovery. */
  ended(db: TenantSql, runId: string): Promise<boolean>
}

/**
 * The events of a run after a cursor, in batches, until its terminal event or until `signal` aborts: first
 * from the table, then live, joined by `seq` so that none is lost or doubled. A reader that is too slow is
 * sent back to the table. Throws `cursor_unknown` for a cursor of another run.
 */
export async function* readRun(
  db: TenantSql,
  live: LiveLog,
  runId: string,
  after: Cursor | undefined,
  signal: AbortSignal,
): AsyncGenerator<LogLine[]> {
  if (after && after.runId !== runId) {
    throw new LoggiaError('cursor_unknown', {
      detail: `The cursor belongs to ${after.runId}, not to ${runId}.`,
    })
  }
  let seq = after?.seq ?? 0
  if (after && !(await stands(db, live, after))) {
    // What the reader has beyond the stored log was lost in a crash: it forgets the run and reads it anew.
    const epoch = live.writer(runId)?.epoch ?? after.epoch + 1
    const value = { epoch, seq: 0 }
    yield [{ ...makeLine(runId, epoch, 0, { type: EventType.CUSTOM, name: 'log.reset', value }), id: '' }]
    seq = 0
  }
  while (!signal.aborted) {
    const writer = live.writer(runId)
    const reader = writer?.subscribe()
    const until = writer && reader ? writer.storedSeq : Number.POSITIVE_INFINITY
    try {
      for await (const lines of stored(db, runId, seq, until)) {
        yield lines
        const last = lines.at(-1)
        if (!last || isTerminal(last.event)) return
        seq = last.seq
      }
      if (!writer || !reader) {
        if (await live.ended(db, runId)) {
          const rest = await readBatches(db, runId, seq)
          if (rest.length === 0) return
        } else await pause(pollMs, signal)
        continue
      }
      for (let lines = await reader.next(signal); lines; lines = await reader.next(signal)) {
        const fresh = lines.filter(line => line.seq > seq)
        const last = fresh.at(-1)
        if (!last) continue
        yield fresh
        if (isTerminal(last.event)) return
        seq = last.seq
      }
      // Too slow: by the next look the group commit has moved the lines into the table.
      if (reader.overflowed) await pause(storeMs, signal)
    } finally {
      if (writer && reader) writer.unsubscribe(reader)
    }
  }
}

/** Whether the event that the cursor names is in the log as the reader saw it. */
async function stands(db: TenantSql, live: LiveLog, cursor: Cursor): Promise<boolean> {
  if (cursor.seq === 0) return true
  const writer = live.writer(cursor.runId)
  if (writer && cursor.epoch === writer.epoch && cursor.seq > writer.storedSeq)
    return cursor.seq <= writer.lastSeq
  return (await epochOf(db, cursor.runId, cursor.seq)) === cursor.epoch
}

async function* stored(
  db: TenantSql,
  runId: string,
  after: number,
  until: number,
): AsyncGenerator<LogLine[]> {
  for (let seq = after; seq < until; ) {
    const batches = await readBatches(db, runId, seq)
    const from = seq
    const lines = batches.flatMap(batch => readBatch(runId, batch)).filter(line => line.seq > from)
    const last = lines.at(-1)
    if (!last) return
    seq = last.seq
    yield lines
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done, { once: true })
  })
