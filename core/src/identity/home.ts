import { type Clock, type Database, idsBy } from '../platform/index.ts'
import { createAccount } from './accounts.ts'
import { findFirstUser } from './store.ts'

/** The first user and their workspace: whom the command line on the server's own machine acts as. */
export interface Home {
  userId: string
  workspaceId: string
}

/** The e-mail address of the user that stands in until somebody has claimed the instance. */
export const localEmail = 'local@localhost'

/**
 * The home of the instance. At the first start there is nobody: then a user without a login is made, whose
 * place the operator takes with everything in it. `isNew` says that this happened.
 */
export async function openHome(database: Database, clock: Clock): Promise<Home & { isNew: boolean }> {
  const first = await findFirstUser(database.instance)
  if (first) return { userId: first.user_id, workspaceId: first.workspace_id, isNew: false }
  const userId = idsBy(clock)('user')
  try {
    const workspaceId = await createAccount({ database, clock }, { userId, email: localEmail, name: 'Home' })
    return { userId, workspaceId, isNew: true }
  } catch (error) {
    // Another node that started at the same moment was first.
    const other = await findFirstUser(database.instance)
    if (!other) throw error
    return { userId: other.user_id, workspaceId: other.workspace_id, isNew: false }
  }
}
