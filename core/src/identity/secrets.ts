import { LoggiaError } from '@loggia/contract'
import type { TenantSql } from '../platform/index.ts'
import { authorise } from './can.ts'
import type { Context } from './context.ts'
import { type Envelope, seal, unseal } from './envelope.ts'
import type { Keyring } from './keyring.ts'
import { recording } from './operations.ts'
import type { Redactor } from './redact.ts'
import * as store from './store.ts'

/** The secrets of workspaces: saved and used, never shown again. */
export type Secrets = ReturnType<typeof createSecrets>

/** Milliseconds for which values that were read are used again: how late another node hears of a change. */
const freshMs = 2_000
/** From this age on they are read anew beside their use, so that who asks again and again never waits for it. */
const refreshMs = 1_000

/** Secrets sealed with the instance's keys. Whatever is opened, the redactor learns first. */
export function createSecrets(keyring: Keyring, redactor: Redactor) {
  const open = (workspaceId: string, { name, envelope }: { name: string; envelope: Envelope }): string => {
    const value = unseal(keyring, { workspaceId, name }, envelope)
    redactor.learn(value)
    return value
  }
  const recent = new Map<string, { values: Map<string, string>; readAt: number }>()
  let changes = 0
  const forget = () => {
    changes++
    recent.clear()
  }
  const readAnew = async (key: string, db: TenantSql, names: readonly string[]) => {
    const readAt = performance.now()
    const before = changes
    const rows = await store.readEnvelopes(db, names)
    const values = new Map(rows.map(row => [row.name, open(db.workspaceId, row)]))
    if (recent.size > 1_000) recent.clear()
    // What was read beside a change may be what was there before it.
    if (changes === before) recent.set(key, { values, readAt })
    return values
  }
  return {
    /** Names only. */
    async list(context: Context) {
      authorise(context.actor, 'secrets:read')
      return { items: (await store.listSecrets(context.db)).map(shown) }
    },
    async save(context: Context, { name, value }: { name: string; value: string }) {
      authorise(context.actor, 'secrets:write')
      const { workspaceId, db } = context
      redactor.learn(value)
      const envelope = seal(keyring, { workspaceId, name }, value)
      forget()
      const [rows] = await db.batch([
        store.saveSecret(workspaceId, name, envelope, new Date(context.now())),
        ...recording(context, 'secret.saved', name),
      ])
      forget()
      return shown((rows as unknown as [store.SecretRow])[0])
    },
    async delete(context: Context, { name }: { name: string }) {
      authorise(context.actor, 'secrets:write')
      await context.db.transaction(async sql => {
        const [row] = await store.deleteSecret(sql, name)
        if (!row) throw new LoggiaError('not_found', { detail: `There is no secret ${name}.` })
        for (const { text, values } of recording(context, 'secret.deleted', name))
          await sql.query(text, values)
      })
      forget()
      return {}
    },
    /** The value, for the one who uses it on the workspace's behalf; undefined when there is none. */
    async read(db: TenantSql, name: string): Promise<string | undefined> {
      const [row] = await store.readEnvelopes(db, [name])
      return row && open(db.workspaceId, row)
    },
    /**
     * The values of these names in one round trip; what is not saved is absent. Asked for before every
     * first token, so what was read is used again for two seconds.
     */
    async readAll(db: TenantSql, names: readonly string[]): Promise<Map<string, string>> {
      const key = `${db.workspaceId} ${names.join(' ')}`
      const before = recent.get(key)
      const age = performance.now() - (before?.readAt ?? 0)
      if (before && age < freshMs) {
        // A failure is for the one who finds nothing fresh.
        if (age > refreshMs) readAnew(key, db, names).catch(() => undefined)
        return before.values
      }
      return readAnew(key, db, names)
    },
    /** Which of these names have a value. */
    async present(db: TenantSql, names: readonly string[]): Promise<Set<string>> {
      return new Set((await store.readEnvelopes(db, names)).map(row => row.name))
    },
  }
}

const shown = (row: store.SecretRow) => ({
  name: row.name,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})
