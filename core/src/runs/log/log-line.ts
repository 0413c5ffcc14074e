import { formatCursor, type RunEvent } from '@loggia/contract'

/** One entry of a run's log, serialised once for the wire and the database. */
export interface LogLine {
  /** `<runId>:<epoch>:<seq>`, the SSE id. */
  id: string
  epoch: number
  /** 1, 2, 3 … without gaps. */
  seq: number
  json: string
  event: RunEvent
}

/** Where a line stands. */
export interface RunKey {
  workspaceId: string
  runId: string
}

export function makeLine(runId: string, epoch: number, seq: number, event: RunEvent): LogLine {
  return { id: formatCursor({ runId, epoch, seq }), epoch, seq, json: JSON.stringify(event), event }
}

/** Lines as one stored batch keeps them. */
export interface StoredBatch {
  epoch: number
  first_seq: number
  last_seq: number
  events: string
}

export function readBatch(runId: string, batch: StoredBatch): LogLine[] {
  return batch.events.split('\n').map((json, index) => {
    const seq = batch.first_seq + index
    const id = formatCursor({ runId, epoch: batch.epoch, seq })
    return { id, epoch: batch.epoch, seq, json, event: JSON.parse(json) as RunEvent }
  })
}

export const joinLines = (lines: readonly LogLine[]): string => lines.map(line => line.json).join('\n')
