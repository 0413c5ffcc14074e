import { type Context, recordingInstance } from '../identity/index.ts'
import type { Database } from '../platform/index.ts'

/** Writes down that an identity provider sent somebody who was not let in. */
export async function recordRefusal(database: Database, context: Context, reason: string): Promise<void> {
  await database.instance.batch(recordingInstance(context, 'sign-in.refused', 'sso', { reason }))
}
