import type { Sql } from '../platform/index.ts'
import type { SealingKey } from './envelope.ts'
import { makeDataKey, unwrapKey, wrapKey } from './envelope-key.ts'
import type { Keyring } from './keyring.ts'
import { insertDataKey, readDataKeys } from './store/secrets.ts'

/** What the data keys of secrets are for. */
export const secretsPurpose = 'secrets'

/**
 * The newest data key of the workspace that opens, or a new one where there is none: whoever lost the key of
 * the instance can save secrets again. Two that are made at the same moment both stay and both open.
 */
export async function sealingKey(keyring: Keyring, db: Sql, workspaceId: string): Promise<SealingKey> {
  const place = { workspaceId, purpose: secretsPurpose }
  for (const { id, wrapped } of await readDataKeys(db, secretsPurpose)) {
    if (keyring.byId(wrapped.keyId, 'data keys')) return unwrapKey(keyring, place, id, wrapped)
  }
  const made = makeDataKey()
  await insertDataKey(db, workspaceId, made.id, secretsPurpose, wrapKey(keyring, place, made))
  return made
}
