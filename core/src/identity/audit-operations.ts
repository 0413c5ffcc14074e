import { LoggiaError } from '@loggia/contract'
import type { Database } from '../platform/index.ts'
import type { AuditEntry, Head } from './audit.ts'
import { recording, recordingInstance } from './audit-record.ts'
import { type Verdict, verifyChain } from './audit-verify.ts'
import { authorise } from './can.ts'
import type { Context } from './context.ts'
import * as store from './store/audit.ts'

/** What to look for in a log, as callers say it. */
export interface AuditWish {
  actor?: string | undefined
  action?: string | undefined
  subject?: string | undefined
  outcome?: AuditEntry['outcome'] | undefined
  /** ISO 8601; from here on. */
  from?: string | undefined
  /** ISO 8601; before this. */
  to?: string | undefined
}

const pageSize = 1_000

/** The audit logs: the workspace's for its owners and admins, the instance's for operators. */
export function auditOperations({ database }: { database: Database }) {
  const instance = store.chainOfInstance(database.instance)
  const own = (context: Context) => {
    authorise(context.actor, 'audit:read')
    return store.workspaceChain(context.db)
  }
  const ofInstance = (context: Context) => {
    authorise(context.actor, 'instance:read')
    return instance
  }
  return {
    search: async (context: Context, wish: Page) => search(own(context), wish),
    searchInstance: async (context: Context, wish: Page) => search(ofInstance(context), wish),
    /** JSON lines, from the first entry on; that somebody took them is an entry too. */
    async export(context: Context, wish: AuditWish): Promise<AsyncIterable<string>> {
      const chain = own(context)
      await context.db.batch(recording(context, 'audit.exported', 'audit'))
      return linesOf(chain, wish)
    },
    async exportInstance(context: Context, wish: AuditWish): Promise<AsyncIterable<string>> {
      const chain = ofInstance(context)
      await database.instance.batch(recordingInstance(context, 'audit.exported', 'audit'))
      return linesOf(chain, wish)
    },
    verify: async (context: Context, { expect }: { expect?: string | undefined }) =>
      shownVerdict(await verifyChain(own(context), parseHead(expect))),
    /** Of the instance, or of any workspace: a verdict tells nothing of what its entries say. */
    async verifyInstance(
      context: Context,
      { workspace, expect }: { workspace?: string | undefined; expect?: string | undefined },
    ) {
      const chain = ofInstance(context)
      if (workspace === undefined) return shownVerdict(await verifyChain(chain, parseHead(expect)))
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(workspace))
        throw new LoggiaError('not_found', { detail: 'That is no id of a workspace.' })
      return shownVerdict(await verifyChain(store.workspaceChain(database.in(workspace)), parseHead(expect)))
    },
  }
}

type Page = AuditWish & { after?: string | undefined; limit: number }

const queryOf = ({ from, to, ...rest }: AuditWish): store.AuditQuery => ({
  ...rest,
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
})

async function search(chain: store.Chain, { after, limit, ...wish }: Page) {
  const below = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after)
  if (!Number.isSafeInteger(below))
    throw new LoggiaError('invalid_input', { fields: ['after: it is the `next` of the former page'] })
  const entries = await store.searchChain(chain, queryOf(wish), below, limit)
  const last = entries.at(-1)
  return {
    items: entries.map(shownEntry),
    ...(last && entries.length === limit && { next: String(last.sequence) }),
  }
}

async function* linesOf(chain: store.Chain, wish: AuditWish): AsyncGenerator<string> {
  const query = queryOf(wish)
  for (let after = 0; ; ) {
    const entries = await store.followChain(chain, query, after, pageSize)
    const last = entries.at(-1)
    if (!last) return
    yield entries.map(entry => `${JSON.stringify({ ...entry, at: instantOf(entry) })}\n`).join('')
    if (entries.length < pageSize) return
    after = last.sequence
  }
}

const instantOf = ({ atMicros }: AuditEntry) => new Date(Math.floor(atMicros / 1_000)).toISOString()

const shownEntry = (entry: AuditEntry) => ({
  sequence: entry.sequence,
  at: instantOf(entry),
  actor: entry.actor,
  action: entry.action,
  subject: entry.subject,
  outcome: entry.outcome,
  data: readData(entry.data),
  ...(entry.origin !== '' && { origin: entry.origin }),
  ...(entry.requestId !== '' && { requestId: entry.requestId }),
  hash: entry.hash,
})

/** What was written as JSON; an entry that somebody changed may hold anything and is shown all the same. */
function readData(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text)
    if (typeof data === 'object' && data !== null && !Array.isArray(data))
      return data as Record<string, unknown>
  } catch {
    // Shown as it stands.
  }
  return { text }
}

const shownVerdict = ({ entries, head, fault }: Verdict) => ({
  entries,
  head: `${head.sequence}:${head.hash}`,
  ...(fault && { fault }),
})

/** A head as a verdict shows it, `<sequence>:<hash>`. */
function parseHead(text: string | undefined): Head | undefined {
  if (text === undefined) return undefined
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (sequence === undefined || hash === undefined)
    throw new LoggiaError('invalid_input', { fields: ['expect: it is the `head` of a former verdict'] })
  return { sequence: Number(sequence), hash }
}
