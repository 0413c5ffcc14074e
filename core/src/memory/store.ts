import type { MemoryScope, Provenance } from '@loggia/contract'
import { type Candidate, type Match, vectorText } from '../models/index.ts'
import type { Statement, TenantSql } from '../platform/index.ts'
import type { Subject } from './scope.ts'

/** A row as it is stored. */
export interface StoredMemory {
  id: string
  agent_id: string
  scope: MemoryScope
  conversation_id: string | null
  user_id: string | null
  key: string
  value: string
  provenance: Provenance
  created_at: Date
  updated_at: Date
}

export interface NewMemory {
  id: string
  scope: MemoryScope
  key: string
  value: string
  provenance: Provenance
  /** Milliseconds since 1970. */
  now: number
  embedder: { id: string; dimensions: number }
  vector: Float32Array
  terms: string
}

/** At most this many memories are kept per agent and conversation, per agent and user, and per agent. */
export const maxMemories = 1_000

const columns =
  'id, agent_id, scope, conversation_id, user_id, key, value, provenance, created_at, updated_at'

/** Rows a subject can see: `$1` agent, `$2` conversation, `$3` user, `$4` scopes. */
const visible = `agent_id = $1 and scope = any($4::text[]) and (
  (scope = 'conversation' and conversation_id = $2) or (scope = 'user' and user_id = $3) or scope = 'agent')`

const visibleValues = (subject: Subject, scopes: readonly MemoryScope[]) =>
  [subject.agentId, subject.conversationId, subject.userId ?? null, scopes] as const

/**
 * Writes a memory, replacing the value its key had. Answers what that was, or `full` when the subject has
 * no room for another key. Writers of one subject wait for each other.
 */
export async function putMemory(
  db: TenantSql,
  subject: Subject,
  memory: NewMemory,
): Promise<{ before?: string } | 'full'> {
  const mine = visibleValues(subject, [memory.scope])
  const [, before = [], written = []] = await db.batch([
    {
      text: 'select pg_advisory_xact_lock(hashtextextended($1::text, 0))',
      values: [`memories:${db.workspaceId}:${subject.agentId}`],
    },
    {
      text: `select value from loggia.memories where ${visible} and key = $5`,
      values: [...mine, memory.key],
    },
    insertStatement(db.workspaceId, subject, memory),
  ])
  if (written.length === 0) return 'full'
  const value = before[0]?.value
  return typeof value === 'string' ? { before: value } : {}
}

function insertStatement(workspaceId: string, subject: Subject, memory: NewMemory): Statement {
  return {
    text: `insert into loggia.memories (
        workspace_id, id, agent_id, scope, conversation_id, user_id, key, value, provenance,
        created_at, updated_at, embedder, dimensions, embedding, terms)
      select $5, $6, $1, $7, case $7::text when 'conversation' then $2::text end,
        case $7::text when 'agent' then null else $3::text end, $8, $9, $10::jsonb,
        $11::text::timestamptz, $11::text::timestamptz, $12, $13::integer, $14::text::real[], $15
      where (select count(*) from loggia.memories where ${visible} and key <> $8) < ${maxMemories}
      on conflict (workspace_id, agent_id, scope,
        (case scope when 'conversation' then conversation_id when 'user' then user_id else '' end), key)
      do update set value = excluded.value, provenance = excluded.provenance,
        updated_at = excluded.updated_at, embedder = excluded.embedder, dimensions = excluded.dimensions,
        embedding = excluded.embedding, terms = excluded.terms
      returning id`,
    values: [
      ...visibleValues(subject, [memory.scope]),
      workspaceId,
      memory.id,
      memory.scope,
      memory.key,
      memory.value,
      JSON.stringify(memory.provenance),
      new Date(memory.now).toISOString(),
      memory.embedder.id,
      memory.embedder.dimensions,
      vectorText(memory.vector),
      memory.terms,
    ],
  }
}

/** Selects by which embedders a subject's memories were made. */
export const spacesOf = (subject: Subject, scopes: readonly MemoryScope[]): Statement => ({
  text: `select distinct embedder, dimensions from loggia.memories where ${visible}`,
  values: visibleValues(subject, scopes),
})

/** The number of the first parameter that a match may use in `findMatches`. */
export const firstMatchParameter = 5

/** Every memory a subject can see, with how well it matches. */
export const findMatches = (
  db: TenantSql,
  subject: Subject,
  scopes: readonly MemoryScope[],
  match: Match,
): Promise<(StoredMemory & Candidate)[]> =>
  db.query(
    `with asked as materialized (${match.asked})
      select ${columns}, case when search @@ query then ts_rank(search, query) end as "textRank",
        ${match.nearness} as nearness
      from loggia.memories, asked where ${visible}`,
    [...visibleValues(subject, scopes), ...match.values],
  )

/** What a subject can see, last written first. */
export const findLatest = (
  db: TenantSql,
  subject: Subject,
  scopes: readonly MemoryScope[],
  limit: number,
): Promise<StoredMemory[]> =>
  db.query(
    `select ${columns} from loggia.memories where ${visible} order by updated_at desc, id desc limit $5`,
    [...visibleValues(subject, scopes), limit],
  )

/** Deletes what a subject remembers under a key and answers what it was. */
export const takeMemories = (
  db: TenantSql,
  subject: Subject,
  scopes: readonly MemoryScope[],
  key: string,
): Promise<StoredMemory[]> =>
  db.query(`delete from loggia.memories where ${visible} and key = $5 returning ${columns}`, [
    ...visibleValues(subject, scopes),
    key,
  ])

/** Memories of an agent that one person may see, newest id first, older than the id given. */
export const listMemories = (
  db: TenantSql,
  ask: {
    agentId: string
    userId: string
    scope: MemoryScope | undefined
    after: string | undefined
    limit: number
  },
): Promise<StoredMemory[]> =>
  db.query(
    `select ${columns} from loggia.memories
      where agent_id = $1 and (scope = 'agent' or user_id = $2) and ($3::text is null or scope = $3)
        and ($4::text is null or id < $4)
      order by id desc limit $5`,
    [ask.agentId, ask.userId, ask.scope ?? null, ask.after ?? null, ask.limit],
  )

/** A memory that one person may see. */
export const findMemory = async (
  db: TenantSql,
  id: string,
  userId: string,
): Promise<StoredMemory | undefined> =>
  (
    await db.query<StoredMemory>(
      `select ${columns} from loggia.memories where id = $1 and (scope = 'agent' or user_id = $2)`,
      [id, userId],
    )
  )[0]

export const deleteMemory = async (db: TenantSql, id: string): Promise<void> => {
  await db.query('delete from loggia.memories where id = $1', [id])
}

/** Memories whose vectors another embedder made, at most `limit`. */
export const findStale = (
  db: TenantSql,
  embedder: { id: string; dimensions: number },
  limit: number,
): Promise<{ id: string; key: string; value: string }[]> =>
  db.query(
    `select id, key, value from loggia.memories where embedder <> $1 or dimensions <> $2
      order by id limit $3`,
    [embedder.id, embedder.dimensions, limit],
  )

/** Gives memories their new vectors. */
export const saveVectors = async (
  db: TenantSql,
  embedder: { id: string; dimensions: number },
  vectors: readonly { id: string; vector: Float32Array }[],
): Promise<void> => {
  await db.query(
    `update loggia.memories m set embedder = $1, dimensions = $2::integer, embedding = v.embedding::real[]
      from jsonb_to_recordset($3::jsonb) as v(id text, embedding text) where m.id = v.id`,
    [
      embedder.id,
      embedder.dimensions,
      JSON.stringify(vectors.map(({ id, vector }) => ({ id, embedding: vectorText(vector) }))),
    ],
  )
}
