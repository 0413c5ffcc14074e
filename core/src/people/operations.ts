import { LoggiaError, type Person } from '@loggia/contract'
import { authorise, type Context, recordingInstance } from '../identity/index.ts'
import type { Database, Sql, TenantSql } from '../platform/index.ts'
import { planDeletion } from './plan-deletion.ts'
import * as store from './store.ts'

export interface PeoplePorts {
  database: Database
  /** The user whose workspace the instance itself lives in. */
  homeUserId(): string
  /** Mails a link to choose another password. Throws `mail_unavailable`. */
  sendReset(email: string): Promise<void>
  /** Throws `mail_unavailable` where no mail can be sent. */
  requireMail(): void
  /** Ends a run that is answering. */
  cancelRun(db: TenantSql, runId: string): Promise<void>
  /** Ends every run of a workspace. */
  cancelRuns(db: TenantSql): Promise<void>
}

/** What an operator does with the people of the instance. */
export function peopleOperations(ports: PeoplePorts) {
  const { database } = ports

  /** Runs `work` on a person in one transaction that is written down. Throws `not_found`. */
  async function change(
    context: Context,
    id: string,
    action: string,
    work: (sql: Sql, person: store.PersonRow) => Promise<unknown>,
  ): Promise<Person> {
    authorise(context.actor, 'instance:manage')
    return context.db.transaction(async sql => {
      await store.openAccounts(sql)
      const person = await known(sql, id)
      await work(sql, person)
      for (const { text, values } of recordingInstance(context, action, id)) await sql.query(text, values)
      const [after] = await store.findPerson(sql, id)
      return shown(after ?? person)
    })
  }

  return {
    async list(
      context: Context,
      wish: { after?: string | undefined; limit: number; search?: string | undefined },
    ) {
      authorise(context.actor, 'instance:manage')
      const rows = await store.listPeople(context.db, { ...wish, limit: wish.limit + 1 })
      const items = rows.slice(0, wish.limit).map(shown)
      const last = items.at(-1)
      return { items, ...(rows.length > wish.limit && last && { next: last.id }) }
    },

    async suspend(context: Context, { person }: { person: string }) {
      authorise(context.actor, 'instance:manage')
      refuseOneself(context, person)
      return change(context, person, 'person.suspended', async sql => {
        await store.setSuspended(sql, person, new Date(context.now()))
        await store.endSessions(sql, person)
      })
    },

    async unsuspend(context: Context, { person }: { person: string }) {
      return change(context, person, 'person.unsuspended', sql => store.setSuspended(sql, person, null))
    },

    async reset(context: Context, { person }: { person: string }) {
      authorise(context.actor, 'instance:manage')
      ports.requireMail()
      const { email } = await change(context, person, 'person.reset', async sql => {
        await store.endSessions(sql, person)
        await store.forgetPassword(sql, person)
      })
      await ports.sendReset(email)
      return {}
    },

    /**
     * Deletes a person. They are shut out first; each step may be done again, so that a deletion which
     * broke off in the middle is asked for once more.
     */
    async delete(context: Context, { person: id, email }: { person: string; email: string }) {
      authorise(context.actor, 'instance:manage')
      refuseOneself(context, id)
      if (id === ports.homeUserId())
        throw new LoggiaError('conflict', {
          detail: 'The agents of this instance live in their workspace; suspend them instead.',
        })
      const memberships = await Promise.all(
        (await store.workspacesOf(context.db, id)).map(async ({ id: workspaceId, name }) => ({
          workspaceId,
          name,
          members: await store.membersHere(database.in(workspaceId)),
        })),
      )
      const plan = planDeletion(id, memberships)
      await change(context, id, 'person.deletion_begun', async (sql, person) => {
        if (person.email.toLowerCase() !== email.trim().toLowerCase())
          throw new LoggiaError('conflict', { detail: 'That is not their e-mail address.' })
        if (plan.stuck.length > 0) {
          const names = plan.stuck.join(', ')
          throw new LoggiaError('conflict', {
            detail: `They are the last owner of ${names}, where others are; another owner is needed first.`,
          })
        }
        await store.setSuspended(sql, id, new Date(context.now()))
        await store.endSessions(sql, id)
      })
      for (const workspaceId of plan.leave) {
        const db = database.in(workspaceId)
        for (const run of await store.liveRuns(db, id)) await ports.cancelRun(db, run.id)
        await db.batch(store.takeAway(id))
      }
      for (const workspaceId of plan.end) {
        const db = database.in(workspaceId)
        await ports.cancelRuns(db)
        await store.deleteWorkspace(db, workspaceId)
      }
      await change(context, id, 'person.deleted', async sql => {
        await store.forgetLogin(sql, id)
        await store.deletePerson(sql, id)
      })
      return {}
    },
  }
}

/** Nobody locks themselves out, so that an operator is always left. */
function refuseOneself({ actor }: Context, id: string): void {
  if (actor.kind !== 'anonymous' && actor.userId === id)
    throw new LoggiaError('conflict', { detail: 'You cannot do this to your own account.' })
}

async function known(sql: Sql, id: string): Promise<store.PersonRow> {
  const [person] = await store.findPerson(sql, id)
  if (!person) throw new LoggiaError('not_found', { detail: 'There is no such person here.' })
  return person
}

const shown = (row: store.PersonRow): Person => ({
  id: row.id,
  name: row.name,
  email: row.email,
  staff: row.staff,
  workspaces: row.workspaces,
  sessions: row.sessions,
  createdAt: row.created_at.toISOString(),
  ...(row.suspended_at && { suspendedAt: row.suspended_at.toISOString() }),
})
