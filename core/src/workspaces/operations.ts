import { LoggiaError } from '@loggia/contract'
import { authorise, type Context, recordingInstance, requireUser } from '../identity/index.ts'
import { isUniqueViolation } from '../platform/index.ts'
import { keepHoused, makeWorkspace, slugTaken } from './make-workspace.ts'
import { record, type WorkspacePorts } from './ports.ts'
import { readSlug } from './slug.ts'
import { checkTransfer } from './standing.ts'
import * as store from './store.ts'

/** Workspaces that one person may be in. */
const mostWorkspaces = 100

/** The operations of workspaces themselves. */
export function workspaceOperations(ports: WorkspacePorts) {
  const { database } = ports
  return {
    async create(context: Context, input: { name: string; slug: string }) {
      const userId = requireUser(context)
      const slug = readSlug(input.slug)
      if ((await store.countWorkspaces(database.instance, userId)) >= mostWorkspaces) {
        throw new LoggiaError('conflict', { detail: `Nobody is in more than ${mostWorkspaces} workspaces.` })
      }
      const made = await makeWorkspace(ports, context, userId, { name: input.name, slug })
      return { ...made, role: 'owner' as const }
    },

    async rename(context: Context, input: { name?: string | undefined; slug?: string | undefined }) {
      authorise(context.actor, 'workspace:manage')
      const wanted = { name: input.name, slug: input.slug === undefined ? undefined : readSlug(input.slug) }
      const renamed = await context.db
        .transaction(async sql => {
          const before = await store.findWorkspace(sql)
          const after = await store.renameWorkspace(sql, wanted)
          if (!before || !after) throw gone()
          const data = { from: namesOf(before), to: namesOf(after) }
          await record(sql, context, 'workspace.renamed', after.id, data)
          return after
        })
        .catch((error: unknown) => {
          throw isUniqueViolation(error) ? slugTaken(wanted.slug ?? '') : error
        })
      return { ...renamed, role: 'owner' as const }
    },

    async transfer(context: Context, { member }: { member: string }) {
      authorise(context.actor, 'workspace:manage')
      const by = requireUser(context)
      const home = await ports.home()
      if (home.workspaceId === context.workspaceId && home.userId === by) {
        const detail = 'The first user of the instance stays owner of its first workspace.'
        throw new LoggiaError('conflict', { detail })
      }
      await context.db.transaction(async sql => {
        const standing = await store.readStanding(sql, by, member, true)
        checkTransfer(standing, by === member)
        await store.setRole(sql, member, 'owner')
        await store.setRole(sql, by, 'admin')
        await record(sql, context, 'workspace.transferred', context.workspaceId, { from: by, to: member })
      })
      return {}
    },

    /** Deletes the workspace that is bound, and everything in it. The log of the instance says so. */
    async delete(context: Context, { name }: { name: string }) {
      authorise(context.actor, 'workspace:manage')
      const by = requireUser(context)
      const { db, workspaceId } = context
      const workspace = await store.findWorkspace(db)
      if (!workspace) throw gone()
      if (name.normalize('NFC').trim() !== workspace.name.normalize('NFC')) {
        const fields = ['name: is not the name of this workspace']
        throw new LoggiaError('invalid_input', {
          detail: 'The name does not fit; nothing is deleted.',
          fields,
        })
      }
      if ((await ports.home()).workspaceId === workspaceId) {
        const detail =
          'The first workspace of the instance, where the agents of code live, cannot be deleted.'
        throw new LoggiaError('conflict', { detail })
      }
      const members = await store.listMembers(db)
      for (const member of members) await keepHoused(ports, context, member)
      await ports.cancelRuns(db)
      await db.transaction(async sql => {
        // Cancelling took its time: whoever is owner no more deletes nothing.
        const { by: role } = await store.readStanding(sql, by, by, true)
        if (role !== 'owner') throw new LoggiaError('forbidden', { detail: 'Only an owner deletes it.' })
        await store.deleteWorkspace(sql)
        // The workspace's own log is gone with it.
        const data = { ...namesOf(workspace), members: members.length }
        for (const { text, values } of recordingInstance(context, 'workspace.deleted', workspaceId, data))
          await sql.query(text, values)
      })
      // A run may have begun since the first call, and its node may have logged a little more.
      await ports.cancelRuns(db)
      await store.deleteStrayEvents(db)
      return {}
    },
  }
}

const namesOf = ({ name, slug }: store.WorkspaceRow) => ({ name, slug })
const gone = () => new LoggiaError('not_found', { detail: 'There is no such workspace any more.' })
