import { createHash } from 'node:crypto'

/** One entry of a workspace's audit log. */
export interface AuditEntry {
  workspaceId: string
  /** 1, 2, 3 … per workspace, no gaps. */
  sequence: number
  at: Date
  /** A user, a key, or `system`. */
  actor: string
  /** `key.created`, `secret.saved` … */
  action: string
  /** What it was done to: an id or a name. */
  subject: string
  /** JSON, never a secret. */
  data: string
  previousHash: string
  hash: string
}

/** The hash before the first entry. */
export const firstHash = '0'.repeat(64)

/** SHA-256 over the former entry's hash and each field on a line. The store's insert computes the same in SQL. */
export const hashOf = (entry: Omit<AuditEntry, 'hash'>): string =>
  createHash('sha256')
    .update(
      [
        entry.previousHash,
        entry.workspaceId,
        entry.sequence,
        entry.at.getTime(),
        entry.actor,
        entry.action,
        entry.subject,
        entry.data,
      ].join('\n'),
    )
    .digest('hex')

/** The sequence of the first entry that does not fit, in entries ordered from the first; undefined when all do. */
export function firstBroken(entries: readonly AuditEntry[]): number | undefined {
  let previous = { sequence: 0, hash: firstHash }
  for (const entry of entries) {
    const follows = entry.sequence === previous.sequence + 1 && entry.previousHash === previous.hash
    if (!follows || entry.hash !== hashOf(entry)) return entry.sequence
    previous = entry
  }
  return undefined
}
