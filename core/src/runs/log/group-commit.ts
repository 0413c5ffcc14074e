import { asLoggiaError, LoggiaError } from '@loggia/contract'
import type { Database, Logger } from '../../platform/index.ts'
import { joinLines, type LogLine } from './log-line.ts'
import type { RunWriter } from './run-writer.ts'
import { appendBatches } from './store.ts'

/** Milliseconds between group commits while there is something to store. */
export const tickMs = 50

/** Failed commits of one run in a row before the run is told; about ten seconds. */
const patience = 14

interface Batch {
  writer: RunWriter
  lines: readonly LogLine[]
}

/** All live runs of this node share one INSERT a tick. */
export function openGroupCommit(database: Database, logger: Logger) {
  const writers = new Set<RunWriter>()
  let timer: NodeJS.Timeout | undefined
  let storing: Promise<void> | undefined
  let failures = 0

  const schedule = (): void => {
    if (timer || storing) return
    const delay = failures === 0 ? tickMs : Math.min(1_000, tickMs * 2 ** failures)
    timer = setTimeout(() => {
      timer = undefined
      storing = store().finally(() => {
        storing = undefined
        if ([...writers].some(writer => writer.isOpen && writer.storedSeq < writer.lastSeq)) schedule()
      })
    }, delay)
  }

  const append = (batches: readonly Batch[]): Promise<unknown> =>
    appendBatches(
      database.instance,
      batches.map(({ writer, lines }) => ({
        ...writer.key,
        epoch: writer.epoch,
        first: lines[0]?.seq ?? 0,
        last: lines.at(-1)?.seq ?? 0,
        events: joinLines(lines),
      })),
    )

  const store = async (): Promise<void> => {
    const batches = [...writers]
      .map(writer => ({ writer, lines: writer.take() }))
      .filter(({ lines }) => lines.length > 0)
    if (batches.length === 0) return
    try {
      await append(batches)
      failures = 0
      for (const { writer } of batches) writer.settle()
    } catch {
      // One run must not hold up the others: each is stored on its own.
      const stored = await Promise.all(batches.map(storeAlone))
      failures = stored.some(Boolean) ? 0 : failures + 1
    }
  }

  const storeAlone = async (batch: Batch): Promise<boolean> => {
    const { writer } = batch
    try {
      await append([batch])
      writer.settle()
      return true
    } catch (error) {
      const failed = writer.settle(error)
      logger.error('the events of a run could not be stored', {
        ...writer.key,
        failed,
        error: asLoggiaError(error).message,
      })
      if (failed >= patience) writer.fail(new LoggiaError('disk_full', { cause: error }))
      return false
    }
  }

  return {
    add: (writer: RunWriter) => void writers.add(writer),
    /** Takes the writer out; resolves when nothing of it is under way any more. */
    async remove(writer: RunWriter): Promise<void> {
      writers.delete(writer)
      if (storing) await storing
    },
    schedule,
    async stop(): Promise<void> {
      clearTimeout(timer)
      if (storing) await storing
    },
  }
}
