import { randomFillSync } from 'node:crypto'
import { type IdNoun, makeId } from '@loggia/contract'

/** Milliseconds since 1970. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

/** Makes ids that sort by the clock's time and cannot be guessed. */
export const idsBy =
  (clock: Clock) =>
  (noun: IdNoun): string =>
    makeId(noun, clock(), bytes => randomFillSync(bytes))
