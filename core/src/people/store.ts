import type { InstanceSettings } from '@loggia/contract'
import type { StaffRole } from '../identity/index.ts'
import {
  asSystem,
  type InstanceSql,
  type Row,
  type Sql,
  type Statement,
  type TransactionalSql,
} from '../platform/index.ts'

// People

export interface PersonRow {
  id: string
  name: string
  email: string
  staff: StaffRole[]
  created_at: Date
  suspended_at: Date | null
  workspaces: number
  sessions: number
}
const personColumns = `u.id, u.name, u.email, u.staff, u.created_at, u.suspended_at,
  (select count(*)::int from loggia.workspaces_of(u.id)) as workspaces,
  (select count(*)::int from loggia.sessions_of(u.id)) as sessions`

/** Newest first; ids sort by time. */
export async function listPeople(
  db: TransactionalSql,
  wish: { after?: string | undefined; limit: number; search?: string | undefined },
): Promise<PersonRow[]> {
  const [, rows] = await db.batch([
    asSystem('accounts'),
    {
      text: `select ${personColumns} from loggia.users u
        where ($1::text is null or u.id < $1)
          and ($2::text is null or position(lower($2) in lower(u.name || ' ' || u.email)) > 0)
        order by u.id desc limit $3`,
      values: [wish.after ?? null, wish.search || null, wish.limit],
    },
  ])
  return rows as unknown as PersonRow[]
}

/** Opens the table of users to the rest of a transaction. */
export const openAccounts = (sql: Sql) => {
  const { text, values } = asSystem('accounts')
  return sql.query(text, values)
}

/** In a transaction that has opened the accounts. */
export const findPerson = (sql: Sql, id: string) =>
  sql.query<PersonRow>(`select ${personColumns} from loggia.users u where u.id = $1`, [id])

/** Null lets them in again. */
export const setSuspended = (sql: Sql, id: string, at: Date | null) =>
  sql.query<{ id: string }>(
    'update loggia.users set suspended_at = case when $2::timestamptz is null then null else coalesce(suspended_at, $2) end where id = $1 returning id',
    [id, at],
  )

export const deletePerson = (sql: Sql, id: string) =>
  sql.query('delete from loggia.users where id = $1', [id])

/** Whoever has this address or id: what the ways in must know about them. */
export async function findLogin(
  db: InstanceSql,
  by: { email: string } | { id: string },
): Promise<{ id: string; email: string; suspended: boolean } | undefined> {
  const column = 'email' in by ? 'email' : 'id'
  const [, rows] = await db.batch([
    asSystem('accounts'),
    {
      text: `select id, email, suspended_at is not null as suspended from loggia.users where ${column} = $1`,
      values: ['email' in by ? by.email : by.id],
    },
  ])
  return rows?.[0] as { id: string; email: string; suspended: boolean } | undefined
}

// Logins, through the functions that may see them

export const forgetPassword = (sql: Sql, userId: string) =>
  sql.query('select loggia.forget_password($1)', [userId])

export const forgetLogin = (sql: Sql, userId: string) => sql.query('select loggia.forget_login($1)', [userId])

export interface SessionRow {
  id: string
  created_at: Date
  seen_at: Date
  expires_at: Date
  user_agent: string | null
  present: boolean
}

export const sessionsOf = (sql: Sql, userId: string, token: string | undefined) =>
  sql.query<SessionRow>('select * from loggia.sessions_of($1, $2)', [userId, token ?? null])

/** Ids of the sessions that it ended. */
export const endSessions = (
  sql: Sql,
  userId: string,
  wish: { only?: string; but?: string | undefined } = {},
) =>
  sql.query<{ id: string }>('select loggia.end_sessions($1, $2, $3) as id', [
    userId,
    wish.only ?? null,
    wish.but ?? null,
  ])

export const waysInOf = (sql: Sql, userId: string) =>
  sql.query<{ way: string; created_at: Date }>('select * from loggia.ways_in_of($1)', [userId])

// What somebody has in a workspace, to be asked inside it

export interface MembershipRow {
  id: string
  slug: string
  name: string
  role: string
}
export const workspacesOf = (sql: Sql, userId: string) =>
  sql.query<MembershipRow>('select * from loggia.workspaces_of($1)', [userId])

export const membersHere = (sql: Sql) =>
  sql.query<{ user_id: string; role: string }>('select user_id, role from loggia.members')

/** Somebody's runs that are answering. */
export const liveRuns = (sql: Sql, userId: string) =>
  sql.query<{ id: string }>("select id from loggia.runs where status = 'running' and user_id = $1", [userId])

/** What is somebody's in a workspace that stays: the rest hangs on these. */
export const takeAway = (userId: string): Statement[] => [
  { text: 'delete from loggia.conversations where user_id = $1', values: [userId] },
  { text: 'delete from loggia.memories where user_id = $1', values: [userId] },
  { text: 'delete from loggia.members where user_id = $1', values: [userId] },
]

export const deleteWorkspace = (sql: Sql, id: string) =>
  sql.query('delete from loggia.workspaces where id = $1', [id])

export const revokeKeys = (sql: Sql, userId: string) =>
  sql.query('update loggia.api_keys set revoked_at = now() where user_id = $1 and revoked_at is null', [
    userId,
  ])

/** Where things of a person lie in a workspace; `ours` names the rows of $1. */
const theirTables = {
  api_keys: { ours: 'user_id = $1', hidden: ['hash'] },
  conversations: { ours: 'user_id = $1', hidden: [] },
  messages: { ours: ofConversation(), hidden: [] },
  files: { ours: ofConversation(), hidden: ['content'] },
  summaries: { ours: ofConversation(), hidden: [] },
  runs: { ours: 'user_id = $1', hidden: [] },
  approvals: { ours: 'run_id in (select id from loggia.runs where user_id = $1)', hidden: [] },
  memories: { ours: `user_id = $1 or ${ofConversation()}`, hidden: ['embedding', 'terms', 'search'] },
} as const

function ofConversation() {
  return 'conversation_id in (select id from loggia.conversations where user_id = $1)' as const
}

export type TheirTable = keyof typeof theirTables
export const tablesWithTheirs = Object.keys(theirTables) as TheirTable[]

/** A page of somebody's rows in a workspace, by id, without what is no word about them or would open something. */
export async function theirRows(sql: Sql, table: TheirTable, userId: string, after: string, limit: number) {
  const { ours, hidden } = theirTables[table]
  const found = await sql.query<{ id: string; row: Row }>(
    `select id, to_jsonb(t) - $4::text[] as row from loggia.${table} t
     where (${ours}) and id > $2 order by id limit $3`,
    [userId, after, limit, hidden],
  )
  return found
}

export const fileContent = (sql: Sql, id: string) =>
  sql.query<{ content: string }>(
    `select encode(content, 'base64') as content from loggia.files where id = $1`,
    [id],
  )

/** What they did there, under their own name and through their keys. */
export const theirDeeds = (sql: Sql, userId: string, after: number, limit: number) =>
  sql.query<{ sequence: number; row: Row }>(
    `select sequence, jsonb_build_object('at', at, 'action', action, 'subject', subject) as row
     from loggia.audit_entries
     where sequence > $2 and (actor = $1 or actor in (select id from loggia.api_keys where user_id = $1))
     order by sequence limit $3`,
    [userId, after, limit],
  )

// Settings

export async function readSettings(db: Sql): Promise<Partial<InstanceSettings>> {
  const rows = await db.query<{ name: string; value: unknown }>(
    "select name, value from loggia.instance_settings where name = 'multiUser'",
  )
  return Object.fromEntries(rows.map(({ name, value }) => [name, value])) as Partial<InstanceSettings>
}

export const saveSetting = (name: string, value: unknown, at: Date): Statement[] => [
  asSystem('settings'),
  {
    text: `insert into loggia.instance_settings (name, value, updated_at) values ($1, $2::jsonb, $3)
      on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
    values: [name, JSON.stringify(value), at],
  },
]
