import { chainStart, endFault, type Fault, follow, type Head } from './audit.ts'
import { type Chain, readChain } from './store/audit.ts'

/** What a look at a whole chain found. */
export interface Verdict {
  /** How many entries fit. */
  entries: number
  /** The last of them: kept elsewhere, it shows later that nothing before it was rewritten. */
  head: Head
  /** The first entry that does not fit. */
  fault?: Fault
}

/** Before the first sequence there can be, so that nothing stands in front of the log unseen. */
const beforeAll = Number.MIN_SAFE_INTEGER
const pageSize = 2_000

/**
 * Reads a chain from its first entry to its head. `expected` is a head that was seen before: it must still be
 * there. Without it, whoever may write every table could have made the chain anew as a whole.
 */
export async function verifyChain(chain: Chain, expected?: Head): Promise<Verdict> {
  let last = chainStart
  for (let after = beforeAll; ; after = last.sequence) {
    const { entries, head } = await readChain(chain, after, pageSize)
    const followed = follow(last, entries)
    last = followed.last
    const isEnd = entries.length < pageSize
    const fault =
      rewritten(entries, expected) ??
      followed.fault ??
      (isEnd ? (endFault(last, head) ?? cut(last, expected)) : undefined)
    if (fault || isEnd) return { entries: last.sequence, head: last, ...(fault && { fault }) }
  }
}

function rewritten(entries: readonly Head[], expected: Head | undefined): Fault | undefined {
  const found = entries.find(entry => entry.sequence === expected?.sequence)
  return found && found.hash !== expected?.hash
    ? { sequence: found.sequence, why: 'It is not the one that was expected: the log was rewritten.' }
    : undefined
}

const cut = (last: Head, expected: Head | undefined): Fault | undefined =>
  expected && last.sequence < expected.sequence
    ? { sequence: last.sequence + 1, why: 'It is missing, though it was there: the log was rewritten.' }
    : undefined
