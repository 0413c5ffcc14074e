import { type Clock, type Database, type Logger, silentLog } from '../platform/index.ts'
import { appendAudit, appendInstanceAudit, type NewAuditEntry } from './store/audit.ts'

/** Something that was refused. */
export interface Denial {
  /** The log that it belongs to; that of the instance where nobody was known. */
  workspaceId: string | undefined
  actor: string
  /** The operation. */
  operation: string
  /** The error's code. */
  code: string
  address: string
  requestId: string
}

/** Who is refused what: repeats are counted, not written. */
interface Tally {
  denial: Denial
  first: number
  count: number
}

/** Different refusals that a log takes an hour; what goes beyond is written as one number. */
const mostAnHour = 50
const hour = 3_600_000

/**
 * Writes refusals to the audit logs beside the requests: the first at the next `flush`, its repeats as one
 * entry with their number when its hour is over. A flood of them costs a log at most 101 entries an hour and
 * this node no more memory than that. A node that is killed loses the repeats it has not written.
 */
export function denialLedger({
  database,
  clock,
  log = silentLog,
}: {
  database: Database
  clock: Clock
  log?: Logger
}) {
  const logs = new Map<string, Map<string, Tally>>()
  let waiting: { denial: Denial; at: number; count: number }[] = []

  const entryOf = ({ denial, at, count }: { denial: Denial; at: number; count: number }): NewAuditEntry => ({
    at: new Date(at),
    actor: denial.actor,
    action: 'operation.denied',
    subject: denial.operation,
    data: JSON.stringify({ code: denial.code, ...(count > 1 && { times: count }) }),
    origin: denial.address,
    requestId: denial.requestId,
    outcome: 'denied',
  })

  /** Ends the hours that are over, or all; what was counted in them waits to be written. */
  function close(all: boolean): void {
    const now = clock()
    for (const [name, tallies] of logs) {
      for (const [key, { denial, first, count }] of tallies) {
        if (!all && now - first < hour) continue
        tallies.delete(key)
        if (count > 0) waiting.push({ denial, at: now, count })
      }
      if (tallies.size === 0) logs.delete(name)
    }
  }

  async function write(closing: boolean): Promise<void> {
    close(closing)
    const taken = waiting
    waiting = []
    for (const one of taken) {
      const { workspaceId } = one.denial
      try {
        if (workspaceId === undefined) await database.instance.batch(appendInstanceAudit(entryOf(one)))
        else await database.in(workspaceId).batch(appendAudit({ workspaceId, ...entryOf(one) }))
      } catch (error) {
        // The workspace may be gone. A refusal that cannot be written must not become a second failure.
        log.warn('A refusal could not be written to the audit log', { error })
      }
    }
  }

  let writing = Promise.resolve()
  const flush = (closing = false) => {
    writing = writing.then(() => write(closing))
    return writing
  }

  return {
    /** Remembers a refusal; nothing is waited for. */
    note(denial: Denial): void {
      const now = clock()
      const name = denial.workspaceId ?? ''
      const tallies = logs.get(name) ?? new Map<string, Tally>()
      logs.set(name, tallies)
      const key = `${denial.actor} ${denial.operation} ${denial.code} ${denial.actor === 'anonymous' ? denial.address : ''}`
      const known = tallies.get(key) ?? (tallies.size >= mostAnHour ? tallies.get(beyond) : undefined)
      if (known) {
        known.count++
        return
      }
      if (tallies.size < mostAnHour) {
        tallies.set(key, { denial, first: now, count: 0 })
        waiting.push({ denial, at: now, count: 1 })
        return
      }
      const others = { ...denial, actor: 'several', operation: 'several', address: '', requestId: '' }
      tallies.set(beyond, { denial: others, first: now, count: 1 })
    },
    flush: () => flush(),
    /** Writes all that was counted; for the end of a node. */
    close: () => flush(true),
  }
}
export type DenialLedger = ReturnType<typeof denialLedger>

const beyond = 'beyond'
