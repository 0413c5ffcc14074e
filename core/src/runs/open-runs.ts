import { type Cursor, LoggiaError } from '@loggia/contract'
import type { TenantSql } from '../platform/index.ts'
import { answerRun, type RunSubject } from './answer-run.ts'
import { cancelLive, type LiveRun, makeLiveRun } from './live-run.ts'
import { type LogLine, openGroupCommit, RunWriter, readRun } from './log/index.ts'
import type { RunPorts, RunScope } from './ports.ts'
import {
  cancelQueued,
  countRunning,
  findAnyRun,
  notifyNodes,
  requestCancel,
  type StoredRun,
} from './store.ts'

/** Channel on which nodes tell each other to cancel a run, or all of a workspace; the payload is its id. */
const cancelChannel = 'loggia_cancel'

export interface StartedRun {
  runId: string
  /** Live from the first event, to its terminal event. */
  lines(signal: AbortSignal): AsyncGenerator<LogLine[]>
}

/** The runs of this node: those it answers, and a way to read any. */
export interface Runs {
  readonly ports: RunPorts
  /** Makes a run live; the model is asked at once, beside `begin`, which commits the user's message. */
  start(subject: RunSubject, epoch: number, begin: () => Promise<void>): Promise<StartedRun>
  read(
    db: TenantSql,
    runId: string,
    after: Cursor | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LogLine[]>
  live(runId: string): LiveRun | undefined
  /** Cancels a run on whichever node it lives; resolves when it has ended. */
  cancel(db: TenantSql, runId: string): Promise<void>
  /** Cancels all runs of the workspace on every node, those that wait first; resolves when none is left. */
  cancelAll(db: TenantSql): Promise<void>
  /** A run was queued behind another: it is started once that one has ended, if nobody else does. */
  queued(scope: RunScope, behind: string): Promise<void>
  /** Called when a run of the conversation has ended, to start the next in the queue. */
  onIdle(handler: (scope: RunScope) => Promise<void>): void
  readonly liveCount: number
  /** Ends all live runs of this node with an error that says so; for the server's stop. */
  stop(): Promise<void>
}

const endedStatuses = new Set<StoredRun['status']>(['finished', 'interrupted', 'failed', 'cancelled'])

/** Opens the runs of this node. */
export async function openRuns(ports: RunPorts): Promise<Runs> {
  const live = new Map<string, LiveRun>()
  const groupCommit = openGroupCommit(ports.database, ports.logger)
  let stopping = false
  let idle: (scope: RunScope) => Promise<void> = async () => {}

  const cancelHere = (workspaceId: string): Promise<void>[] => {
    const here = [...live.values()].filter(run => run.key.workspaceId === workspaceId)
    for (const run of here) cancelLive(run)
    return here.map(run => run.ended.promise)
  }
  const stopListening = await ports.database.listen(cancelChannel, runId => {
    const run = live.get(runId)
    if (run) cancelLive(run)
    else if (runId.startsWith('wsp_')) cancelHere(runId)
  })

  const startNext = async (scope: RunScope): Promise<void> => {
    try {
      await idle(scope)
    } catch (error) {
      const { workspaceId, conversationId } = scope
      ports.logger.error('the next run in the queue could not be started', {
        workspaceId,
        conversationId,
        error: String(error),
      })
    }
  }

  const drive = async (run: LiveRun, subject: RunSubject, committed: Promise<void>): Promise<void> => {
    let more = false
    try {
      more = await answerRun(run, subject, ports, committed, () => groupCommit.remove(run.writer))
    } catch (error) {
      ports.logger.error('a run ended in an unforeseen way', { ...run.key, error: String(error) })
      run.writer.end(undefined)
    }
    live.delete(run.key.runId)
    run.ended.resolve()
    if (more && !stopping) await startNext(subject.scope)
  }

  const hasEnded = async (db: TenantSql, runId: string): Promise<boolean> => {
    const run = await findAnyRun(db, runId)
    return !run || endedStatuses.has(run.status)
  }

  const start: Runs['start'] = async (subject, epoch, begin) => {
    if (stopping) throw new LoggiaError('shutting_down')
    const { workspaceId, runId, conversationId } = subject.scope
    const now = () => ports.clock.now()
    const writer = new RunWriter({ workspaceId, runId }, epoch, 0, now, groupCommit.schedule)
    const run = makeLiveRun({ workspaceId, runId }, conversationId, writer)
    // Subscribed before the first event, so that the caller's stream never needs the table.
    const reader = writer.subscribe()
    live.set(runId, run)
    groupCommit.add(writer)
    const committed = Promise.withResolvers<void>()
    committed.promise.catch(() => {})
    void drive(run, subject, committed.promise)
    try {
      await begin()
    } catch (error) {
      run.controller.abort(error)
      committed.reject(error)
      throw error
    }
    writer.open()
    // What was emitted while the message was being committed has had its flush come and go.
    groupCommit.schedule()
    committed.resolve()
    return {
      runId,
      async *lines(signal) {
        let last: LogLine | undefined
        try {
          for (let lines = await reader.next(signal); lines; lines = await reader.next(signal)) {
            last = lines.at(-1)
            yield lines
          }
        } finally {
          writer.unsubscribe(reader)
        }
        // A reader too slow for the live tail goes on from the table.
        const { db } = subject.scope
        if (reader.overflowed) {
          const after = last && { runId, epoch: last.epoch, seq: last.seq }
          yield* readRun(db, { writer: id => live.get(id)?.writer, ended: hasEnded }, runId, after, signal)
        }
      },
    }
  }

  return {
    ports,
    start,
    read: (db, runId, after, signal) =>
      readRun(db, { writer: id => live.get(id)?.writer, ended: hasEnded }, runId, after, signal),
    live: runId => live.get(runId),
    async cancel(db, runId) {
      const run = live.get(runId)
      if (run) {
        cancelLive(run)
        await run.ended.promise
        return
      }
      await requestCancel(db, runId, cancelChannel)
      for (let look = 0; look < 50 && !(await hasEnded(db, runId)); look++) {
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    },
    async cancelAll(db) {
      await cancelQueued(db)
      await Promise.all(cancelHere(db.workspaceId))
      await notifyNodes(db, cancelChannel, db.workspaceId)
      for (let look = 0; look < 50 && (await countRunning(db)) > 0; look++) {
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    },
    async queued(scope, behind) {
      const run = live.get(behind)
      if (run) void run.ended.promise.then(() => startNext(scope))
      else await startNext(scope)
    },
    onIdle(handler) {
      idle = handler
    },
    get liveCount() {
      return live.size
    },
    async stop() {
      stopping = true
      for (const run of live.values()) run.controller.abort(new LoggiaError('shutting_down'))
      await Promise.all([...live.values()].map(run => run.ended.promise))
      await groupCommit.stop()
      await stopListening()
    },
  }
}
