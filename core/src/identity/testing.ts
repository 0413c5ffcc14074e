import { randomUUID } from 'node:crypto'
import { idsBy } from '../platform/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/testing.ts'
import { createAccount } from './accounts.ts'
import type { Actor, Role } from './actor.ts'
import { type Context, createContext } from './context.ts'
import { insertMember } from './store.ts'

/** A person with a workspace of their own. */
export interface Inhabitant {
  userId: string
  workspaceId: string
  context: Context
  /** The same workspace in other hands. */
  as(actor: Actor): Context
}

/** Two people who know nothing of each other, in one database, at a clock that stands until it is moved. */
export interface World {
  database: TestDatabase
  clock: { now: number }
  ada: Inhabitant
  ben: Inhabitant
  /** Someone else in a workspace, with a role. */
  join(host: Inhabitant, role: Role): Promise<Context>
  close(): Promise<void>
}

/** Opens a database with Ada and Ben in it; isolation is the normal case. */
export async function world(engine: 'pglite' | 'postgres' = 'pglite'): Promise<World> {
  const database = await openTestDatabase(engine)
  const clock = { now: Date.UTC(2026, 0, 1) }
  const newId = idsBy(() => clock.now)
  const contextOf = (workspaceId: string, actor: Actor): Context =>
    createContext({
      database,
      ...{
        actor,
        workspaceId,
        clock: () => clock.now,
        signal: new AbortController().signal,
        requestId: randomUUID(),
      },
    })

  async function inhabitant(name: string): Promise<Inhabitant> {
    const userId = newId('user')
    const user = { userId, email: `${name.toLowerCase()}@example.com`, name }
    const workspaceId = await createAccount({ database, clock: () => clock.now }, user)
    const as = (actor: Actor) => contextOf(workspaceId, actor)
    return { userId, workspaceId, as, context: as({ kind: 'user', userId, role: 'owner', staff: [] }) }
  }

  return {
    database,
    clock,
    ada: await inhabitant('Ada'),
    ben: await inhabitant('Ben'),
    async join(host, role) {
      const { userId } = await inhabitant(`Guest ${newId('user').slice(-6)}`)
      await database.in(host.workspaceId).batch([insertMember(host.workspaceId, userId, role)])
      return host.as({ kind: 'user', userId, role, staff: [] })
    },
    close: () => database.close(),
  }
}
