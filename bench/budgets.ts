/** What a value is held against: a number of its own unit, or a share of what R2 needs in the same run. */
export type Limit = { atMost: number } | { atLeast: number } | { atMostR2: number } | { atLeastR2: number }

/** A line of the design's chapter on budgets. */
export interface Budget {
  id: string
  /** The row to run for it, as given to `--rows`. */
  row: string
  what: string
  unit: string
  limits: { pglite?: Limit; postgres?: Limit }
}

const same = (limit: Limit) => ({ pglite: limit, postgres: limit })

/** Every budget that the bench measures, in the order of the page. */
export const budgets: readonly Budget[] = [
  {
    id: 'ttft-1',
    row: 'ttft',
    what: 'added time to first token p50, 1 stream, paced',
    unit: 'ms',
    limits: { pglite: { atMost: 6 }, postgres: { atMost: 4 } },
  },
  {
    id: 'ttft-100',
    row: 'ttft',
    what: 'same, 100 streams',
    unit: 'ms',
    limits: { pglite: { atMostR2: 1 }, postgres: { atMostR2: 0.5 } },
  },
  {
    id: 'ttft-500',
    row: 'ttft',
    what: 'same, 500 streams, 0 errors',
    unit: 'ms',
    limits: { postgres: { atMostR2: 1 } },
  },
  {
    id: 'cpu-unpaced',
    row: 'cpu',
    what: 'CPU per message of 50 tokens, unpaced, 10 streams',
    unit: 'ms',
    limits: { pglite: { atMost: 5 }, postgres: { atMost: 3 } },
  },
  {
    id: 'cpu-paced',
    row: 'cpu',
    what: 'CPU per message of 50 tokens, paced, 100 streams',
    unit: 'ms',
    limits: same({ atMostR2: 0.9 }),
  },
  {
    id: 'throughput',
    row: 'throughput',
    what: 'messages/s saturated, 10 streams unpaced',
    unit: '/s',
    limits: { pglite: { atLeastR2: 0.8 }, postgres: { atLeastR2: 1.5 } },
  },
  {
    id: 'steps',
    row: 'steps',
    what: 'three steps with two tools each, added beyond model and tools, p95, 10 runs at once',
    unit: 'ms',
    limits: { postgres: { atMost: 30 } },
  },
  {
    id: 'start',
    row: 'start',
    what: 'process start to healthy, existing database',
    unit: 's',
    limits: { pglite: { atMost: 1.2 }, postgres: { atMost: 0.8 } },
  },
  {
    id: 'start-first',
    row: 'start',
    what: 'process start to healthy, first start',
    unit: 's',
    limits: same({ atMost: 2.5 }),
  },
  {
    id: 'memory',
    row: 'memory',
    what: 'resident memory, one agent idle',
    unit: 'MB',
    limits: { pglite: { atMost: 400 }, postgres: { atMost: 150 } },
  },
  {
    id: 'growth',
    row: 'growth',
    what: 'growth from message 2,000 to 10,000, idle again',
    unit: 'MB',
    limits: same({ atMost: 30 }),
  },
  {
    id: 'install',
    row: 'install',
    what: 'production install of the `loggia` package',
    unit: 'MB',
    limits: same({ atMost: 120 }),
  },
  {
    id: 'install-scripts',
    row: 'install',
    what: 'install scripts among its packages',
    unit: '',
    limits: same({ atMost: 0 }),
  },
  {
    id: 'model-calls',
    row: 'prompt',
    what: 'model calls for one plain message',
    unit: '',
    limits: same({ atMost: 1 }),
  },
  {
    id: 'prefix',
    row: 'prompt',
    what: 'bytes of the prompt prefix that change between turns',
    unit: 'B',
    limits: same({ atMost: 0 }),
  },
  {
    id: 'kill',
    row: 'kill',
    what: "user's messages lost or runs not ended after `kill -9` mid-reply",
    unit: '',
    limits: same({ atMost: 0 }),
  },
  {
    id: 'resume',
    row: 'resume',
    what: 'events lost, doubled or reordered, connection cut at any index',
    unit: '',
    limits: same({ atMost: 0 }),
  },
  {
    id: 'clone',
    row: 'clone',
    what: 'clone to first streamed reply, nothing cached',
    unit: 's',
    limits: { pglite: { atMost: 180 } },
  },
]

/** The limit in the value's own unit; undefined while R2, which it is a share of, was not measured. */
export function limitValue(limit: Limit, r2: number | undefined): number | undefined {
  if ('atMost' in limit) return limit.atMost
  if ('atLeast' in limit) return limit.atLeast
  if (r2 === undefined) return undefined
  return r2 * ('atMostR2' in limit ? limit.atMostR2 : limit.atLeastR2)
}

/** `miss` carries how far beyond the limit the value is, in percent; infinite where the limit is 0. */
export type Verdict = { kind: 'pass' } | { kind: 'miss'; percent: number } | { kind: 'unknown' }

/** Holds a value against its limit; any error among its messages is a miss. */
export function judge(limit: Limit, value: number, errors: number, r2: number | undefined): Verdict {
  const edge = limitValue(limit, r2)
  if (edge === undefined) return { kind: 'unknown' }
  if (Number.isNaN(value)) return { kind: 'miss', percent: Number.POSITIVE_INFINITY }
  const least = 'atLeast' in limit || 'atLeastR2' in limit
  const within = least ? value >= edge : value <= edge
  if (within && errors === 0) return { kind: 'pass' }
  if (within) return { kind: 'miss', percent: Number.POSITIVE_INFINITY }
  const beyond = least ? edge / value - 1 : value / edge - 1
  return { kind: 'miss', percent: beyond * 100 }
}
