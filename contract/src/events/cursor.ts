/** A position in a run's log: the last event that a reader has. `seq` 0 is before the first. */
export interface Cursor {
  runId: string
  epoch: number
  seq: number
}

const pattern = /^([a-z]+_[0-9a-z]{1,40}):(\d{1,9}):(\d{1,9})$/

/** The cursor as an SSE id, `<runId>:<epoch>:<seq>`. */
export const formatCursor = (cursor: Cursor): string => `${cursor.runId}:${cursor.epoch}:${cursor.seq}`

/** Reads an SSE id; undefined when it is not one of ours. */
export function parseCursor(text: string): Cursor | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  return { runId: match[1] ?? '', epoch: Number(match[2]), seq: Number(match[3]) }
}
