import type { Scope } from '@loggia/contract'
import { asSystem, type InstanceSql, type Sql, type Statement } from '../platform/index.ts'
import type { Role, StaffRole } from './actor.ts'

export interface IdentityRow {
  user_id: string
  email: string
  name: string
  staff: StaffRole[]
  workspace_id: string | null
  slug: string | null
  workspace_name: string | null
  role: Role | null
}
export interface KeyIdentityRow extends IdentityRow {
  key_id: string
  scopes: Scope[]
  agent_ids: string[] | null
}

export const identifySession = (db: InstanceSql, token: string, workspace: string | undefined) =>
  db.query<IdentityRow>('select * from loggia.identify_session($1, $2)', [token, workspace ?? null])

export const identifyKey = (db: InstanceSql, hash: string) =>
  db.query<KeyIdentityRow>('select * from loggia.identify_key($1)', [hash])

export interface WorkspaceRow {
  id: string
  slug: string
  name: string
  role: Role
}

export const workspacesOf = (db: Sql, userId: string) =>
  db.query<WorkspaceRow>('select * from loggia.workspaces_of($1)', [userId])

/** The workspace that is bound, and what this user is in it. */
export const findMembership = (db: Sql, userId: string) =>
  db.query<WorkspaceRow & { email: string; user_name: string }>(
    `select w.id, w.slug, w.name, m.role, u.email, u.name as user_name
     from loggia.workspaces w join loggia.members m on m.workspace_id = w.id join loggia.users u on u.id = m.user_id
     where m.user_id = $1`,
    [userId],
  )

// API keys

export interface KeyRow {
  id: string
  name: string
  hint: string
  scopes: Scope[]
  agent_ids: string[] | null
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
}
const keyColumns = 'id, name, hint, scopes, agent_ids, created_at, expires_at, last_used_at'

export const listKeys = (db: Sql, userId: string) =>
  db.query<KeyRow>(
    `select ${keyColumns} from loggia.api_keys where user_id = $1 and revoked_at is null order by created_at desc, id desc`,
    [userId],
  )

export interface NewKey {
  workspaceId: string
  id: string
  userId: string
  name: string
  hash: string
  hint: string
  scopes: readonly Scope[]
  agentIds: readonly string[] | undefined
  createdAt: Date
  expiresAt: Date | undefined
}

export const insertKey = (key: NewKey): Statement => ({
  text: `insert into loggia.api_keys
    (workspace_id, id, user_id, name, hash, hint, scopes, agent_ids, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  values: [
    ...[key.workspaceId, key.id, key.userId, key.name, key.hash, key.hint, key.scopes, key.agentIds],
    ...[key.createdAt, key.expiresAt],
  ],
})

export const revokeKey = (db: Sql, id: string, userId: string, at: Date) =>
  db.query<{ id: string }>(
    'update loggia.api_keys set revoked_at = $3 where id = $1 and user_id = $2 and revoked_at is null returning id',
    [id, userId, at],
  )

// Accounts and the first user

export interface NewAccount {
  userId: string
  email: string
  name: string
  staff: readonly StaffRole[]
  workspaceId: string
  slug: string
  workspaceName: string
}

/** A user with a workspace of their own; to be run inside that workspace. */
export const insertAccount = (account: NewAccount): Statement[] => [
  asSystem('accounts'),
  {
    text: 'insert into loggia.users (id, email, name, staff) values ($1, $2, $3, $4)',
    values: [account.userId, account.email, account.name, account.staff],
  },
  {
    text: 'insert into loggia.workspaces (id, slug, name) values ($1, $2, $3)',
    values: [account.workspaceId, account.slug, account.workspaceName],
  },
  {
    text: "insert into loggia.members (workspace_id, user_id, role) values ($1, $2, 'owner')",
    values: [account.workspaceId, account.userId],
  },
]

export const insertMember = (workspaceId: string, userId: string, role: Role): Statement => ({
  text: 'insert into loggia.members (workspace_id, user_id, role) values ($1, $2, $3)',
  values: [workspaceId, userId, role],
})

/** Whether the instance has its operator yet. */
export async function isClaimed(db: InstanceSql): Promise<boolean> {
  const results = await db.batch([
    asSystem('accounts'),
    { text: "select exists (select from loggia.users where 'operator' = any (staff)) as claimed" },
  ])
  return results[1]?.[0]?.claimed === true
}

/** Whoever was here first, with their oldest workspace. */
export async function findFirstUser(
  db: InstanceSql,
): Promise<{ user_id: string; email: string; workspace_id: string } | undefined> {
  const [, rows] = await db.batch([
    asSystem('accounts'),
    {
      text: `select u.id as user_id, u.email, w.id as workspace_id from loggia.users u
        cross join lateral (select id from loggia.workspaces_of(u.id) limit 1) w order by u.created_at, u.id limit 1`,
    },
  ])
  return rows?.[0] as { user_id: string; email: string; workspace_id: string } | undefined
}

/** Gives a user and the workspace that is bound their names, and the user a staff role. */
export const nameAccount = (account: NewAccount): Statement[] => [
  asSystem('accounts'),
  {
    text: 'update loggia.users set email = $2, name = $3, staff = $4 where id = $1',
    values: [account.userId, account.email, account.name, account.staff],
  },
  {
    text: 'update loggia.workspaces set slug = $2, name = $3 where id = $1',
    values: [account.workspaceId, account.slug, account.workspaceName],
  },
]

/** Keeps the hash of a new setup code; the codes before it stop working. */
export const replaceSetupCode = (db: InstanceSql, hash: string) =>
  db.batch([
    asSystem('setup'),
    { text: 'delete from loggia.setup_codes' },
    { text: 'insert into loggia.setup_codes (hash) values ($1)', values: [hash] },
  ])

/** Takes the code for good, or gives it back; whether it was there to be taken or given. */
export async function markSetupCode(db: InstanceSql, hash: string, claimed: boolean): Promise<boolean> {
  const results = await db.batch([
    asSystem('setup'),
    {
      text: `update loggia.setup_codes set claimed_at = case when $2 then now() end
        where hash = $1 and (claimed_at is null) = $2 returning hash`,
      values: [hash, claimed],
    },
  ])
  return (results[1]?.length ?? 0) > 0
}
