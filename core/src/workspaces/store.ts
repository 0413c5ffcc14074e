import type { Role } from '../identity/index.ts'
import type { InstanceSql, Sql, Statement } from '../platform/index.ts'
import type { InvitationState } from './invitation.ts'
import type { Standing } from './standing.ts'

export interface WorkspaceRow {
  id: string
  slug: string
  name: string
}

/** A workspace with its first owner; to be run inside that workspace. */
export const insertWorkspace = (workspace: WorkspaceRow, ownerId: string): Statement[] => [
  {
    text: 'insert into loggia.workspaces (id, slug, name) values ($1, $2, $3)',
    values: [workspace.id, workspace.slug, workspace.name],
  },
  {
    text: "insert into loggia.members (workspace_id, user_id, role) values ($1, $2, 'owner')",
    values: [workspace.id, ownerId],
  },
]

/** The workspace that is bound. */
export async function findWorkspace(db: Sql): Promise<WorkspaceRow | undefined> {
  return (await db.query<WorkspaceRow>('select id, slug, name from loggia.workspaces'))[0]
}

export async function renameWorkspace(
  db: Sql,
  names: { name: string | undefined; slug: string | undefined },
): Promise<WorkspaceRow | undefined> {
  const rows = await db.query<WorkspaceRow>(
    `update loggia.workspaces set name = coalesce($1, name), slug = coalesce($2, slug) returning id, slug, name`,
    [names.name ?? null, names.slug ?? null],
  )
  return rows[0]
}

/** Deletes the workspace that is bound; everything of it goes by its references. */
export const deleteWorkspace = (db: Sql) => db.query('delete from loggia.workspaces')

/** What a node that heard late has still logged of a run that is gone. */
export const deleteStrayEvents = (db: Sql) =>
  db.query(
    `delete from loggia.run_events e where not exists (
       select from loggia.workspaces w where w.id = e.workspace_id)`,
  )

// Members

export interface MemberRow {
  user_id: string
  name: string
  email: string
  role: Role
  created_at: Date
}

const memberColumns = 'm.user_id, u.name, u.email, m.role, m.created_at'

export const listMembers = (db: Sql) =>
  db.query<MemberRow>(
    `select ${memberColumns} from loggia.members m join loggia.users u on u.id = m.user_id
     order by m.created_at, m.user_id`,
  )

export async function findMember(db: Sql, userId: string): Promise<MemberRow | undefined> {
  const rows = await db.query<MemberRow>(
    `select ${memberColumns} from loggia.members m join loggia.users u on u.id = m.user_id where m.user_id = $1`,
    [userId],
  )
  return rows[0]
}

/** How many workspaces a user is in. */
export async function countWorkspaces(db: Sql, userId: string): Promise<number> {
  const rows = await db.query<{ n: number }>('select count(*) as n from loggia.workspaces_of($1)', [userId])
  return rows[0]?.n ?? 0
}

/**
 * The roles that a change rests on. In a transaction their rows are locked, in one order, so that of two
 * owners who demote each other one comes too late.
 */
export async function readStanding(db: Sql, by: string, target: string, lock: boolean): Promise<Standing> {
  const rows = await db.query<{ user_id: string; role: Role }>(
    `select user_id, role from loggia.members where role = 'owner' or user_id in ($1, $2)
     order by user_id ${lock ? 'for update' : ''}`,
    [by, target],
  )
  const roleOf = (userId: string) => rows.find(row => row.user_id === userId)?.role
  return {
    by: roleOf(by),
    target: roleOf(target),
    owners: rows.filter(row => row.role === 'owner').length,
  }
}

export const setRole = (db: Sql, userId: string, role: Role) =>
  db.query('update loggia.members set role = $2 where user_id = $1', [userId, role])

/** Their API keys go with it. */
export const deleteMember = (db: Sql, userId: string) =>
  db.query('delete from loggia.members where user_id = $1', [userId])

/** No row comes back for who is a member already. */
export const insertMember = (db: Sql, workspaceId: string, userId: string, role: Role) =>
  db.query<{ user_id: string }>(
    `insert into loggia.members (workspace_id, user_id, role) values ($1, $2, $3)
     on conflict do nothing returning user_id`,
    [workspaceId, userId, role],
  )

// Invitations

type InvitedRole = Exclude<Role, 'owner'>

export interface InvitationRow extends InvitationState {
  id: string
  role: InvitedRole
  email: string | null
  invited_by: string
  accepted_by: string | null
  created_at: Date
}
const invitationColumns =
  'id, role, email, invited_by, accepted_by, created_at, expires_at, accepted_at, revoked_at'

export const listInvitations = (db: Sql) =>
  db.query<InvitationRow>(
    `select ${invitationColumns} from loggia.invitations order by created_at desc, id desc limit 500`,
  )

export async function countOpenInvitations(db: Sql, at: Date): Promise<number> {
  const rows = await db.query<{ n: number }>(
    `select count(*) as n from loggia.invitations where accepted_at is null and revoked_at is null and expires_at > $1`,
    [at],
  )
  return rows[0]?.n ?? 0
}

export interface NewInvitation {
  workspaceId: string
  id: string
  hash: string
  role: InvitedRole
  email: string | undefined
  invitedBy: string
  createdAt: Date
  expiresAt: Date
}

export const insertInvitation = (one: NewInvitation): Statement => ({
  text: `insert into loggia.invitations
      (workspace_id, id, hash, role, email, invited_by, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    returning ${invitationColumns}`,
  values: [
    ...[one.workspaceId, one.id, one.hash, one.role, one.email ?? null, one.invitedBy],
    ...[one.createdAt, one.expiresAt],
  ],
})

/** Revokes one that is not accepted, if `id` is given, else all that this user has open. */
export const revokeInvitations = (db: Sql, which: { id: string } | { by: string }, at: Date) =>
  db.query<{ id: string }>(
    `update loggia.invitations set revoked_at = $3
     where (id = $1 or invited_by = $2) and accepted_at is null and revoked_at is null returning id`,
    ['id' in which ? which.id : null, 'by' in which ? which.by : null, at],
  )

export interface FoundInvitation extends InvitationState {
  workspace_id: string
  id: string
  role: InvitedRole
  email: string | null
  slug: string
  workspace_name: string
  invited_by_name: string | null
}

/** The invitation of a token, whichever workspace it leads to. */
export async function findInvitation(db: InstanceSql, hash: string): Promise<FoundInvitation | undefined> {
  return (await db.query<FoundInvitation>('select * from loggia.find_invitation($1)', [hash]))[0]
}

/** Uses an invitation; no row comes back when somebody else was faster or it does not stand any more. */
export const takeInvitation = (db: Sql, id: string, userId: string, at: Date) =>
  db.query<{ id: string }>(
    `update loggia.invitations set accepted_at = $3, accepted_by = $2
     where id = $1 and accepted_at is null and revoked_at is null and expires_at > $3 returning id`,
    [id, userId, at],
  )
