import { hostname } from 'node:os'
import { EventType, LoggiaError, PROTOCOL_VERSION, type RunEvent } from '@loggia/contract'
import type { TenantSql } from '../../platform/index.ts'
import { noUsage } from '../../turns/index.ts'
import { errorEvent, finishRun } from '../ending/index.ts'
import { type LogLine, makeLine, readBatch, readBatches } from '../log/index.ts'
import type { RunPorts } from '../ports.ts'
import { findAnyRun, type StoredRun, takeOver } from '../store.ts'
import { closingEvents } from './close-log.ts'
import { foldMessage } from './fold-message.ts'
import { beat, deadRuns, nodesOfHost, removeNode } from './store.ts'

/** Seconds without a heartbeat after which a node's runs are taken over. */
const silentSeconds = 20
const beatMs = 5_000

export interface Recovery {
  /** Ends every run whose node died; the runs that were only queued, to be started. */
  recover(): Promise<StoredRun[]>
  stop(): Promise<void>
}

/**
 * Says that this node lives, and looks for runs of nodes that do not. A node of this machine whose process
 * is gone is forgotten at once; others after 20 seconds of silence.
 */
export async function openRecovery(ports: RunPorts, isLive: (runId: string) => boolean): Promise<Recovery> {
  const { instance } = ports.database
  const host = hostname()
  for (const node of await nodesOfHost(instance, host)) {
    if (!isAlive(node.pid) || node.pid === process.pid) await removeNode(instance, node.id)
  }
  const beatNow = () => beat(instance, ports.nodeId, host, process.pid)
  await beatNow()
  const timer = setInterval(() => {
    beatNow().catch((error: unknown) =>
      ports.logger.warn('the heartbeat of this node failed', { error: String(error) }),
    )
  }, beatMs)
  timer.unref()

  const recover = async (): Promise<StoredRun[]> => {
    const queued: StoredRun[] = []
    for (const { workspace_id, run_id } of await deadRuns(instance, silentSeconds)) {
      if (isLive(run_id)) continue
      const db = ports.database.in(workspace_id)
      const before = await findAnyRun(db, run_id)
      const run = before && (await takeOver(db, run_id, ports.nodeId, before.epoch))
      if (run?.status === 'queued') queued.push(run)
      else if (run) await endCrashed(db, run, ports)
    }
    return queued
  }

  return {
    recover,
    async stop() {
      clearInterval(timer)
      await removeNode(instance, ports.nodeId)
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Goes on after the last stored event under the run's new epoch: closes what is open and ends the run. */
async function endCrashed(db: TenantSql, run: StoredRun, ports: RunPorts): Promise<void> {
  const stored = await readAll(db, run.id)
  const events = stored.map(line => line.event)
  const parts = foldMessage(events)
  const next: RunEvent[] = [...(events.length === 0 ? [startOf(run)] : []), ...closingEvents(events)]
  const error = new LoggiaError('run_crashed')
  const ending = run.cancel_requested ? cancelledEvent(run) : errorEvent(error)
  const first = (stored.at(-1)?.seq ?? 0) + 1
  const timestamp = ports.clock.now()
  const lines = [...next, ending].map((event, index) =>
    makeLine(run.id, run.epoch, first + index, { ...event, timestamp }),
  )
  const statement = finishRun({
    workspaceId: run.workspace_id,
    runId: run.id,
    conversationId: run.conversation_id,
    epoch: run.epoch,
    status: run.cancel_requested ? 'cancelled' : 'failed',
    lines,
    ...(parts.length > 0 && { message: { id: ports.newId('message'), parts } }),
    waiting: [],
    usage: noUsage,
    steps: events.filter(event => event.type === EventType.STEP_STARTED).length,
    ...(!run.cancel_requested && { error: { code: error.code, message: error.message } }),
    spent: run.spent,
  })
  await db.query(statement.text, statement.values)
  ports.logger.warn('a run of a node that died was ended', { runId: run.id, events: stored.length })
}

const startOf = (run: StoredRun): RunEvent => ({
  type: EventType.RUN_STARTED,
  threadId: run.conversation_id,
  runId: run.id,
  protocolVersion: PROTOCOL_VERSION,
})

const cancelledEvent = (run: StoredRun): RunEvent => ({
  type: EventType.RUN_FINISHED,
  threadId: run.conversation_id,
  runId: run.id,
  outcome: { type: 'cancelled' },
})

async function readAll(db: TenantSql, runId: string): Promise<LogLine[]> {
  const lines: LogLine[] = []
  for (;;) {
    const batches = await readBatches(db, runId, lines.at(-1)?.seq ?? 0)
    if (batches.length === 0) return lines
    lines.push(...batches.flatMap(batch => readBatch(runId, batch)))
  }
}
