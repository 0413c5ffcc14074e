import { LoggiaError } from '@loggia/contract'
import type { Database, Sql } from '../platform/index.ts'
import { nameOf } from './actor.ts'
import { recordingInstance } from './audit-record.ts'
import { authorise } from './can.ts'
import type { Context } from './context.ts'
import { seal, unseal } from './envelope.ts'
import { unwrapKey, wrapKey, wrappingKeyId } from './envelope-key.ts'
import type { Keyring } from './keyring.ts'
import { sealingKey } from './secrets-key.ts'
import { appendAudit } from './store/audit.ts'
import * as store from './store/secrets.ts'

/** What a rotation did. */
export interface Rotation {
  workspaces: number
  /** Data keys that the newest key of the instance seals from now on. */
  keys: number
  /** Secrets from before workspaces had keys, sealed anew. */
  secrets: number
  /** What no key of the instance opens; it stays as it is. */
  unreadable: number
}

/**
 * Seals every data key with the newest key of the instance. Each workspace is a transaction of its own: a
 * rotation that was cut short goes on where it stopped, and one that has nothing to do does nothing.
 */
export async function rotateSecrets(
  { database, keyring }: { database: Database; keyring: Keyring },
  context: Context,
): Promise<Rotation> {
  authorise(context.actor, 'instance:manage')
  const current = wrappingKeyId(keyring)
  const total: Rotation = { workspaces: 0, keys: 0, secrets: 0, unreadable: 0 }
  for (const { workspace_id: workspaceId } of await store.workspacesToRotate(database.instance, current)) {
    const done = await database.in(workspaceId).transaction(async sql => {
      const counts = await rotateOne(sql, keyring, workspaceId)
      if (counts.keys + counts.secrets === 0) return counts
      const entry = { workspaceId, at: new Date(context.now()), actor: nameOf(context.actor) }
      const said = { action: 'secrets.rotated', subject: current, data: JSON.stringify(counts) }
      const from = { origin: context.address, requestId: context.requestId }
      for (const { text, values } of appendAudit({ ...entry, ...said, ...from }))
        await sql.query(text, values)
      return counts
    })
    if (done.keys + done.secrets > 0) total.workspaces++
    total.keys += done.keys
    total.secrets += done.secrets
    total.unreadable += done.unreadable
  }
  await database.instance.batch(recordingInstance(context, 'secrets.rotated', current, total))
  return total
}

async function rotateOne(sql: Sql, keyring: Keyring, workspaceId: string) {
  const counts = { keys: 0, secrets: 0, unreadable: 0 }
  for (const { id, purpose, wrapped } of await store.lockStaleKeys(sql, wrappingKeyId(keyring))) {
    const place = { workspaceId, purpose }
    const key = opened(() => unwrapKey(keyring, place, id, wrapped))
    if (key === undefined) counts.unreadable++
    else {
      await store.rewrap(sql, id, wrapKey(keyring, place, key))
      counts.keys++
    }
  }
  for (const { name, envelope } of await store.lockOldSecrets(sql)) {
    const place = { workspaceId, name }
    const value = opened(() => unseal(keyring.byId(envelope.keyId, 'secrets'), place, envelope))
    if (value === undefined) counts.unreadable++
    else {
      await store.reseal(sql, name, seal(await sealingKey(keyring, sql, workspaceId), place, value))
      counts.secrets++
    }
  }
  return counts
}

/** What opens; undefined for what no key of the instance does. */
function opened<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch (error) {
    if (error instanceof LoggiaError && error.code === 'secret_unreadable') return undefined
    throw error
  }
}
