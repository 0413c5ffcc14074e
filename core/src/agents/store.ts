import type { Definition } from '@loggia/contract'
import type { Sql } from '../platform/index.ts'

export interface StoredAgent {
  id: string
  handle: string
  source: 'app' | 'code'
  definition: Definition
  hash: string
  created_at: Date
  updated_at: Date
  workspace_slug: string
}

const columns = `id, handle, source, definition, hash, created_at, updated_at,
  (select w.slug from loggia.workspaces w where w.id = workspace_id) as workspace_slug`

export const listAgents = (db: Sql, search: string | undefined) =>
  db.query<StoredAgent>(
    `select ${columns} from loggia.agents
     where $1::text is null or handle ilike '%' || $1 || '%' or definition->>'name' ilike '%' || $1 || '%'
     order by created_at, id limit 500`,
    [search?.replace(/[\\%_]/g, '\\$&') ?? null],
  )

/** By id or handle. */
export async function findAgent(db: Sql, idOrHandle: string): Promise<StoredAgent | undefined> {
  const rows = await db.query<StoredAgent>(
    `select ${columns} from loggia.agents where id = $1 or handle = $1`,
    [idOrHandle],
  )
  return rows[0]
}

export async function handlesLike(db: Sql, base: string): Promise<Set<string>> {
  const rows = await db.query<{ handle: string }>(
    `select handle from loggia.agents where handle like $1 || '%'`,
    [base],
  )
  return new Set(rows.map(row => row.handle))
}

export interface NewAgent {
  workspaceId: string
  id: string
  handle: string
  source: 'app' | 'code'
  definition: Definition
  hash: string
}

/** Undefined when the handle is taken. */
export async function insertAgent(db: Sql, agent: NewAgent): Promise<StoredAgent | undefined> {
  const rows = await db.query<StoredAgent>(
    `insert into loggia.agents (workspace_id, id, handle, source, definition, hash)
     values ($1, $2, $3, $4, $5::jsonb, $6) on conflict (workspace_id, handle) do nothing returning ${columns}`,
    [agent.workspaceId, agent.id, agent.handle, agent.source, JSON.stringify(agent.definition), agent.hash],
  )
  return rows[0]
}

/** Undefined when the agent is gone, or its hash is not `ifHash` any more. */
export async function updateDefinition(
  db: Sql,
  id: string,
  definition: Definition,
  hash: string,
  ifHash: string | undefined,
): Promise<StoredAgent | undefined> {
  const rows = await db.query<StoredAgent>(
    `update loggia.agents set definition = $2::jsonb, hash = $3, updated_at = now()
     where id = $1 and ($4::text is null or hash = $4) returning ${columns}`,
    [id, JSON.stringify(definition), hash, ifHash ?? null],
  )
  return rows[0]
}

export async function updateHandle(db: Sql, id: string, handle: string): Promise<StoredAgent | undefined> {
  const rows = await db.query<StoredAgent>(
    `update loggia.agents set handle = $2, updated_at = now()
     where id = $1 and not exists (select 1 from loggia.agents other where other.handle = $2 and other.id <> $1)
     returning ${columns}`,
    [id, handle],
  )
  return rows[0]
}

export async function deleteAgent(db: Sql, id: string): Promise<boolean> {
  const rows = await db.query(`delete from loggia.agents where id = $1 returning id`, [id])
  return rows.length > 0
}
