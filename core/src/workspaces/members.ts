import { LoggiaError } from '@loggia/contract'
import { authorise, type Context, type Role, requireUser } from '../identity/index.ts'
import type { Sql } from '../platform/index.ts'
import { keepHoused } from './make-workspace.ts'
import { record, type WorkspacePorts } from './ports.ts'
import { checkLeave, checkRemoval, checkRoleChange, type Standing } from './standing.ts'
import * as store from './store.ts'

/** The operations of members. */
export function memberOperations(ports: WorkspacePorts) {
  return {
    async list(context: Context) {
      authorise(context.actor, 'workspace:read')
      return { items: (await store.listMembers(context.db)).map(shown) }
    },

    async setRole(context: Context, { member, role }: { member: string; role: Role }) {
      authorise(context.actor, 'members:manage')
      const by = requireUser(context)
      if (role !== 'owner') await checkStays(ports, context, member)
      await context.db.transaction(async sql => {
        const standing = await store.readStanding(sql, by, member, true)
        checkRoleChange(standing, role)
        if (standing.target === role) return
        await store.setRole(sql, member, role)
        if (role !== 'owner' && role !== 'admin') await revokeTheirs(sql, context, member)
        await record(sql, context, 'member.role_changed', member, { from: standing.target, to: role })
      })
      return {}
    },

    async remove(context: Context, { member }: { member: string }) {
      authorise(context.actor, 'members:manage')
      await end(ports, context, member, checkRemoval, 'member.removed')
      return {}
    },

    async leave(context: Context) {
      await end(ports, context, requireUser(context), checkLeave, 'member.left')
      return {}
    },
  }
}

/** Ends a membership. What it rests on is looked at twice: before a home is made, and under lock. */
async function end(
  ports: WorkspacePorts,
  context: Context,
  member: string,
  check: (standing: Standing) => void,
  action: string,
): Promise<void> {
  const by = requireUser(context)
  check(await store.readStanding(context.db, by, member, false))
  await checkStays(ports, context, member)
  const row = await store.findMember(context.db, member)
  if (row) await keepHoused(ports, context, row)
  await context.db.transaction(async sql => {
    const standing = await store.readStanding(sql, by, member, true)
    check(standing)
    await store.deleteMember(sql, member)
    await revokeTheirs(sql, context, member)
    await record(sql, context, action, member, { role: standing.target })
  })
  await ports.cancelRunsOf(context, member)
}

/** Links that somebody made as admin must not outlive their being one. */
async function revokeTheirs(sql: Sql, context: Context, member: string): Promise<void> {
  for (const { id } of await store.revokeInvitations(sql, { by: member }, new Date(context.now())))
    await record(sql, context, 'invitation.revoked', id, { because: 'its maker manages no members any more' })
}

/** The command line on the server's machine acts as the first user, who stays owner of the instance's home. */
async function checkStays(ports: WorkspacePorts, context: Context, member: string): Promise<void> {
  const home = await ports.home()
  if (home.workspaceId !== context.workspaceId || home.userId !== member) return
  const detail = 'The first user of the instance stays owner of its first workspace.'
  throw new LoggiaError('conflict', { detail })
}

const shown = (row: store.MemberRow) => ({
  id: row.user_id,
  name: row.name,
  email: row.email,
  role: row.role,
  joinedAt: row.created_at.toISOString(),
})
