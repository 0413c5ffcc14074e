import type { Sql } from '../../platform/index.ts'
import type { RunKey, StoredBatch } from './log-line.ts'

export const appendBatches = (
  db: Sql,
  batches: readonly (RunKey & { epoch: number; first: number; last: number; events: string })[],
) =>
  db.query(`select loggia.append_run_events($1, $2, $3, $4, $5, $6)`, [
    batches.map(batch => batch.workspaceId),
    batches.map(batch => batch.runId),
    batches.map(batch => batch.epoch),
    batches.map(batch => batch.first),
    batches.map(batch => batch.last),
    batches.map(batch => batch.events),
  ])

export const readBatches = (db: Sql, runId: string, afterSeq: number) =>
  db.query<StoredBatch>(
    `select epoch, first_seq, last_seq, events from loggia.run_events
     where run_id = $1 and last_seq > $2 order by first_seq limit 200`,
    [runId, afterSeq],
  )

/** The epoch under which an event was stored; undefined when it was not. */
export async function epochOf(db: Sql, runId: string, seq: number): Promise<number | undefined> {
  const rows = await db.query<{ epoch: number }>(
    `select epoch from loggia.run_events where run_id = $1 and first_seq <= $2 and last_seq >= $2`,
    [runId, seq],
  )
  return rows[0]?.epoch
}
