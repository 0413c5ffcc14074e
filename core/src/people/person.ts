import type { Database } from '../platform/index.ts'
import * as store from './store.ts'

/** Whether a user is shut out; of one that does not exist it is not said. */
export const isSuspended = async (database: Database, userId: string): Promise<boolean> =>
  (await store.findLogin(database.instance, { id: userId }))?.suspended ?? false

/** Revokes every API key of a user, in each workspace they are in. */
export async function revokeKeysOf(database: Database, userId: string): Promise<void> {
  for (const { id } of await store.workspacesOf(database.instance, userId))
    await store.revokeKeys(database.in(id), userId)
}
