import { LoggiaError } from '@loggia/contract'
import { type Database, DatabaseError, type TenantSql } from '../platform/index.ts'
import { recording } from './audit-record.ts'
import { authorise } from './can.ts'
import type { Context } from './context.ts'
import { seal, unseal } from './envelope.ts'
import { unwrapKey } from './envelope-key.ts'
import type { Keyring } from './keyring.ts'
import type { Redactor } from './redact.ts'
import { sealingKey, secretsPurpose } from './secrets-key.ts'
import { rotateSecrets } from './secrets-rotate.ts'
import * as store from './store/secrets.ts'

/** The secrets of workspaces: saved and used, never shown again. */
export type Secrets = ReturnType<typeof createSecrets>

/** Which secret: of the workspace, or of one agent in it. */
export interface SecretName {
  name: string
  /** Id of the agent. */
  agent?: string | undefined
}

/** Milliseconds for which values that were read are used again: how late another node hears of a change. */
const freshMs = 2_000
/** From this age on they are read anew beside their use, so that who asks again and again never waits for it. */
const refreshMs = 1_000

/** Secrets sealed with their workspace's key. Whatever is opened, the redactor learns first. */
export function createSecrets(keyring: Keyring, redactor: Redactor) {
  const keyOf = (workspaceId: string, { envelope, wrapped }: store.SealedRow): Buffer | undefined => {
    if (envelope.version === 1) return keyring.byId(envelope.keyId, 'secrets')
    const place = { workspaceId, purpose: secretsPurpose }
    return wrapped ? unwrapKey(keyring, place, envelope.keyId, wrapped).key : undefined
  }
  const open = (workspaceId: string, row: store.SealedRow): string => {
    const place = { workspaceId, name: row.name, agentId: row.agent_id ?? undefined }
    const value = unseal(keyOf(workspaceId, row), place, row.envelope)
    redactor.learn(value)
    return value
  }
  const recent = new Map<string, { values: Map<string, string>; readAt: number }>()
  let changes = 0
  const forget = () => {
    changes++
    recent.clear()
  }
  const readAnew = async (key: string, db: TenantSql, names: readonly string[], agent?: string) => {
    const readAt = performance.now()
    const before = changes
    const rows = await store.readEnvelopes(db, names, agent)
    const values = new Map(rows.map(row => [row.name, open(db.workspaceId, row)]))
    if (recent.size > 1_000) recent.clear()
    // What was read beside a change may be what was there before it.
    if (changes === before) recent.set(key, { values, readAt })
    return values
  }
  return {
    /** Names only: those of the workspace, or an agent's own. */
    async list(context: Context, { agent }: { agent?: string | undefined } = {}) {
      authorise(context.actor, 'secrets:read', subjectOf(agent))
      return { items: (await store.listSecrets(context.db, agent)).map(row => shown(row, agent)) }
    },
    async save(context: Context, { name, agent, value }: SecretName & { value: string }) {
      authorise(context.actor, 'secrets:write', subjectOf(agent))
      const { workspaceId, db } = context
      redactor.learn(value)
      const key = await sealingKey(keyring, db, workspaceId)
      const envelope = seal(key, { workspaceId, name, agentId: agent }, value)
      forget()
      const [rows] = await db
        .batch([
          store.saveSecret({ workspaceId, agentId: agent, name, envelope, at: new Date(context.now()) }),
          ...recording(context, 'secret.saved', name, { ...(agent !== undefined && { agent }) }),
        ])
        .catch(noSuchAgent)
      forget()
      return shown((rows as unknown as [store.SecretRow])[0], agent)
    },
    async delete(context: Context, { name, agent }: SecretName) {
      authorise(context.actor, 'secrets:write', subjectOf(agent))
      await context.db.transaction(async sql => {
        const [row] = await store.deleteSecret(sql, name, agent)
        if (!row) throw new LoggiaError('not_found', { detail: `There is no secret ${name}.` })
        const about = { ...(agent !== undefined && { agent }) }
        for (const { text, values } of recording(context, 'secret.deleted', name, about))
          await sql.query(text, values)
      })
      forget()
      return {}
    },
    /** The value, for the one who uses it on the workspace's behalf; undefined when there is none. */
    async read(db: TenantSql, name: string, agent?: string): Promise<string | undefined> {
      const [row] = await store.readEnvelopes(db, [name], agent)
      return row && open(db.workspaceId, row)
    },
    /**
     * The values of these names in one round trip, an agent's own before its workspace's; what is not saved
     * is absent. Asked for before every first token, so what was read is used again for two seconds.
     */
    async readAll(db: TenantSql, names: readonly string[], agent?: string): Promise<Map<string, string>> {
      const key = `${db.workspaceId} ${agent ?? ''} ${names.join(' ')}`
      const before = recent.get(key)
      const age = performance.now() - (before?.readAt ?? 0)
      if (before && age < freshMs) {
        // A failure is for the one who finds nothing fresh.
        if (age > refreshMs) readAnew(key, db, names, agent).catch(() => undefined)
        return before.values
      }
      return readAnew(key, db, names, agent)
    },
    /** Which of these names have a value. */
    async present(db: TenantSql, names: readonly string[], agent?: string): Promise<Set<string>> {
      return new Set((await store.readEnvelopes(db, names, agent)).map(row => row.name))
    },
    /** Seals the keys of all workspaces with the newest key of the instance; for operators. */
    rotate: (database: Database, context: Context) => rotateSecrets({ database, keyring }, context),
  }
}

const subjectOf = (agent: string | undefined) => (agent === undefined ? {} : { agentId: agent })

/** A foreign key that does not hold: the agent is of another workspace, or of none. */
function noSuchAgent(error: unknown): never {
  if (error instanceof DatabaseError && error.constraint?.startsWith('agent_secrets_'))
    throw new LoggiaError('not_found', { detail: 'There is no such agent.', cause: error })
  throw error
}

const shown = (row: store.SecretRow, agent: string | undefined) => ({
  name: row.name,
  ...(agent !== undefined && { agent }),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})
