import { createHash } from 'node:crypto'

/** One entry of an audit log. */
export interface AuditEntry {
  /** How it was hashed: 1 before entries said from where and with what outcome. */
  format: number
  /** Id of the workspace, or `instance`. */
  chain: string
  /** 1, 2, 3 … per chain, no gaps. */
  sequence: number
  /** Microseconds since 1970. */
  atMicros: number
  /** A user, a key, `anonymous` or `system`. */
  actor: string
  /** `key.created`, `secret.saved` … */
  action: string
  /** What it was done to: an id or a name. */
  subject: string
  /** JSON, never a secret. */
  data: string
  /** Address of the caller; empty where nobody called. */
  origin: string
  requestId: string
  outcome: 'allowed' | 'denied'
  previousHash: string
  hash: string
}

/** The last entry of a chain, as it is kept beside it or by somebody elsewhere. */
export interface Head {
  sequence: number
  hash: string
}

/** The first entry that does not fit, and how. */
export interface Fault {
  sequence: number
  why: string
}

/** The hash before the first entry. */
export const firstHash = '0'.repeat(64)

/** Where every chain begins. */
export const chainStart: Head = { sequence: 0, hash: firstHash }

/** The name of the chain that belongs to no workspace. */
export const instanceChain = 'instance'

/** SHA-256 over the former entry's hash and all fields, as `loggia.record_audit` computes it in the database. */
export const hashOf = (entry: Omit<AuditEntry, 'hash'>): string =>
  createHash('sha256')
    .update(entry.format === 1 ? firstFormat(entry) : fieldsOf(entry).map(measured).join(''))
    .digest('hex')

const measured = (field: string) => `${Buffer.byteLength(field)}:${field}`

const fieldsOf = (entry: Omit<AuditEntry, 'hash'>): string[] => [
  ...[String(entry.format), entry.previousHash, entry.chain, String(entry.sequence), String(entry.atMicros)],
  ...[entry.actor, entry.action, entry.subject, entry.data],
  ...[entry.origin, entry.requestId, entry.outcome],
]

const firstFormat = (entry: Omit<AuditEntry, 'hash'>): string =>
  [
    ...[entry.previousHash, entry.chain, entry.sequence, entry.atMicros / 1_000],
    ...[entry.actor, entry.action, entry.subject, entry.data],
  ].join('\n')

/** Follows a chain from a known entry through those after it, up to the first that does not fit. */
export function follow(from: Head, entries: readonly AuditEntry[]): { last: Head; fault?: Fault } {
  let last = from
  for (const entry of entries) {
    const why = misfit(last, entry)
    if (why === missing) return { last, fault: { sequence: last.sequence + 1, why } }
    if (why) return { last, fault: { sequence: entry.sequence, why } }
    last = { sequence: entry.sequence, hash: entry.hash }
  }
  return { last }
}

const missing = 'It is missing.'

function misfit(last: Head, entry: AuditEntry): string | undefined {
  if (entry.sequence <= last.sequence) return 'It does not belong to the log.'
  if (entry.sequence > last.sequence + 1) return missing
  if (entry.previousHash !== last.hash) return 'It does not follow the entry before it.'
  const says = entry.origin !== '' || entry.requestId !== '' || entry.outcome !== 'allowed'
  if (entry.hash !== hashOf(entry) || (entry.format === 1 && says)) return 'It was changed.'
  return undefined
}

/** Whether the last entry that was found is the last that was written. */
export function endFault(last: Head, head: Head | undefined): Fault | undefined {
  if (last.sequence === 0) return { sequence: 1, why: missing }
  if (!head) return { sequence: last.sequence, why: 'Nothing says that it was the last one written.' }
  if (head.sequence > last.sequence) return { sequence: last.sequence + 1, why: missing }
  if (head.sequence < last.sequence)
    return { sequence: head.sequence + 1, why: 'It was not written by the server.' }
  return head.hash === last.hash
    ? undefined
    : { sequence: last.sequence, why: 'It is not the one that was written last.' }
}
