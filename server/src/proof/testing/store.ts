import type { Role, StaffRole } from '@loggia/core/identity'
import type { Database, Statement } from '@loggia/core/platform'

/** What better-auth writes at a sign-in; `lasts` may be negative. */
export const signInRows = (userId: string, token: string, lasts = '1 hour'): Statement[] => [
  {
    text: `insert into auth."user" (id, name, email, "emailVerified") values ($1, $1, $1, true) on conflict do nothing`,
    values: [userId],
  },
  {
    text: `insert into auth."session" (id, token, "userId", "updatedAt", "expiresAt")
      values ($2, $2, $1, now(), now() + $3::interval)`,
    values: [userId, token, lasts],
  },
]

export const joinRows = (workspaceId: string, userId: string, role: Role): Statement[] => [
  {
    text: 'insert into loggia.members (workspace_id, user_id, role) values ($1, $2, $3)',
    values: [workspaceId, userId, role],
  },
]

export const leaveRows = (userId: string): Statement[] => [
  { text: 'delete from loggia.members where user_id = $1', values: [userId] },
]

export const staffRows = (userId: string, staff: readonly StaffRole[]): Statement[] => [
  { text: "select set_config('loggia.system', 'accounts', true)" },
  { text: 'update loggia.users set staff = $2 where id = $1', values: [userId, staff] },
]

/** A key that expired a second ago. */
export const expiredKeyRows = (workspaceId: string, userId: string, hash: string): Statement[] => [
  {
    text: `insert into loggia.api_keys (workspace_id, id, user_id, name, hash, hint, scopes, expires_at)
      values ($1, 'key_expired', $2, 'expired', $3, 'lga_0000', '{agents:read}', now() - interval '1 second')`,
    values: [workspaceId, userId, hash],
  },
]

export interface MemoryWish {
  workspaceId: string
  id: string
  agentId: string
  scope: 'user' | 'agent'
  userId: string
  text: string
}

/** What an agent remembers; conversations write this, and no operation does. */
export const memoryRows = ({ workspaceId, id, agentId, scope, userId, text }: MemoryWish): Statement[] => [
  {
    text: `insert into loggia.memories (workspace_id, id, agent_id, scope, user_id, key, value, provenance,
        created_at, updated_at, embedder, dimensions, terms)
      values ($1, $2, $3, $4, $5, $6, $6, '{"source": "user"}'::jsonb, now(), now(), 'none', 0, $6)`,
    values: [workspaceId, id, agentId, scope, scope === 'user' ? userId : null, text],
  },
]

export const conversationRows = (
  workspaceId: string,
  id: string,
  agentId: string,
  userId: string,
  title: string,
): Statement[] => [
  {
    text: `insert into loggia.conversations (workspace_id, id, agent_id, user_id, title) values ($1, $2, $3, $4, $5)`,
    values: [workspaceId, id, agentId, userId, title],
  },
]

export const summaryRows = (workspaceId: string, conversationId: string, text: string): Statement[] => [
  {
    text: `insert into loggia.summaries (workspace_id, id, conversation_id, through_position, content)
      values ($1, $2, $2, 0, $3)`,
    values: [workspaceId, conversationId, text],
  },
]

/** The tables of the schema that hold this text in any column, of those that the caller sees. */
export async function tablesHolding(sql: Asks, tables: readonly string[], text: string): Promise<string[]> {
  const found: string[] = []
  for (const table of tables) {
    const rows = await sql.query<{ n: number | string }>(
      `select count(*) as n from loggia.${table} t where strpos(lower(t::text), $1) > 0`,
      [text.toLowerCase()],
    )
    if (Number(rows[0]?.n) > 0) found.push(table)
  }
  return found
}

/** What can be asked with a connection of the owner's. */
export interface Asks {
  query<R>(text: string, values?: readonly unknown[]): Promise<R[]>
}

/** The tables that carry a `workspace_id`, as the catalogue says: also those that nobody listed. */
export const walledTables = async (owner: Asks): Promise<string[]> =>
  (
    await owner.query<{ name: string }>(
      `select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'loggia'::regnamespace and c.relkind = 'r' and a.attname = 'workspace_id' order by 1`,
    )
  ).map(row => row.name)

/** Runs statements in one transaction of a workspace. */
export const inside = (database: Database, workspaceId: string, statements: readonly Statement[]) =>
  database.in(workspaceId).batch(statements)
