import { asSystem, type InstanceSql, type Statement, type TransactionalSql } from '../../platform/index.ts'
import { type AuditEntry, type Head, instanceChain } from '../audit.ts'

/** What is to be written down. Number and hash follow in the database, in the order of its transactions. */
export interface NewAuditEntry {
  at: Date
  actor: string
  action: string
  subject: string
  /** JSON, never a secret. */
  data: string
  origin?: string | undefined
  requestId?: string | undefined
  outcome?: AuditEntry['outcome'] | undefined
}

/** Adds an entry to the chain of the workspace that is bound. */
export const appendAudit = (entry: NewAuditEntry & { workspaceId: string }): Statement[] => [
  {
    text: 'select loggia.record_audit($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [entry.workspaceId, ...valuesOf(entry)],
  },
]

/** Adds an entry to the chain of the instance, from any transaction. */
export const appendInstanceAudit = (entry: NewAuditEntry): Statement[] => [
  { text: 'select loggia.record_instance_audit($1, $2, $3, $4, $5, $6, $7, $8)', values: valuesOf(entry) },
]

const valuesOf = (entry: NewAuditEntry) => [
  ...[entry.at.getTime(), entry.actor, entry.action, entry.subject, entry.data],
  ...[entry.origin ?? '', entry.requestId ?? '', entry.outcome ?? 'allowed'],
]

/** One chain, however its tables are reached. */
export interface Chain {
  name: string
  entries: string
  head: string
  /** The rows of one statement. */
  read(statement: Statement): Promise<Record<string, unknown>[]>
}

export const workspaceChain = (db: TransactionalSql & { workspaceId: string }): Chain => ({
  name: db.workspaceId,
  entries: 'loggia.audit_entries',
  head: 'loggia.audit_heads',
  read: ({ text, values = [] }) => db.query(text, values),
})

export const chainOfInstance = (db: InstanceSql): Chain => ({
  name: instanceChain,
  entries: 'loggia.instance_audit_entries',
  head: 'loggia.instance_audit_head',
  read: async statement => (await db.batch([asSystem('audit'), statement]))[1] ?? [],
})

const columns = `e.format, e.sequence, (extract(epoch from e.at) * 1000000)::bigint as "atMicros", e.actor, e.action,
  e.subject, e.data, e.origin, e.request_id as "requestId", e.outcome, e.previous_hash as "previousHash", e.hash`

/** Entries of a page in their order, with the head as it was at that same moment. */
export async function readChain(
  { name, entries, head, read }: Chain,
  after: number,
  limit: number,
): Promise<{ entries: AuditEntry[]; head: Head | undefined }> {
  const rows = await read({
    text: `select ${columns}, h.sequence as "headSequence", h.hash as "headHash"
      from (select 1) one left join ${head} h on true
      left join lateral (select * from ${entries} where sequence > $1 order by sequence limit $2) e on true
      order by e.sequence`,
    values: [after, limit],
  })
  const known = rows[0] as { headSequence: number | null; headHash: string } | undefined
  return {
    entries: rows.filter(row => row.sequence !== null).map(row => entryOf(name, row)),
    head:
      known && known.headSequence !== null
        ? { sequence: known.headSequence, hash: known.headHash }
        : undefined,
  }
}

/** What to look for; what is absent does not matter. */
export interface AuditQuery {
  actor?: string | undefined
  /** The whole action, or its first word: `key` finds `key.created`. */
  action?: string | undefined
  subject?: string | undefined
  outcome?: AuditEntry['outcome'] | undefined
  from?: Date | undefined
  to?: Date | undefined
}

/** Entries that match, below a sequence, the newest first. */
export const searchChain = (chain: Chain, query: AuditQuery, below: number, limit: number) =>
  matching(chain, query, 'e.sequence < $7', 'desc', below, limit)

/** Entries that match, after a sequence, in their order. */
export const followChain = (chain: Chain, query: AuditQuery, after: number, limit: number) =>
  matching(chain, query, 'e.sequence > $7', 'asc', after, limit)

async function matching(
  chain: Chain,
  query: AuditQuery,
  side: 'e.sequence < $7' | 'e.sequence > $7',
  order: 'asc' | 'desc',
  sequence: number,
  limit: number,
): Promise<AuditEntry[]> {
  const { actor, action, subject, outcome, from, to } = query
  const rows = await chain.read({
    text: `select ${columns} from ${chain.entries} e
      where ($1::text is null or e.actor = $1)
        and ($2::text is null or e.action = $2 or starts_with(e.action, $2 || '.'))
        and ($3::text is null or e.subject = $3) and ($4::text is null or e.outcome = $4)
        and ($5::timestamptz is null or e.at >= $5) and ($6::timestamptz is null or e.at < $6) and ${side}
      order by e.sequence ${order} limit $8`,
    values: [actor, action, subject, outcome, from, to, sequence, limit],
  })
  return rows.map(row => entryOf(chain.name, row))
}

const entryOf = (chain: string, row: Record<string, unknown>): AuditEntry => {
  const { headSequence: _, headHash: __, ...entry } = row
  return { ...entry, chain } as unknown as AuditEntry
}
