import { randomFillSync } from 'node:crypto'
import { type IdNoun, makeId } from '@loggia/contract'

/** Milliseconds since 1970. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

const pool = new Uint8Array(4096)
let taken = pool.length

/** Random bytes from a pool: asking the system for sixteen at a time costs more than all else about an id. */
function random(bytes: Uint8Array): Uint8Array {
  if (taken + bytes.length > pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  bytes.set(pool.subarray(taken, taken + bytes.length))
  taken += bytes.length
  return bytes
}

/** Makes ids that sort by the clock's time and cannot be guessed. */
export const idsBy =
  (clock: Clock) =>
  (noun: IdNoun): string =>
    makeId(noun, clock(), random)
