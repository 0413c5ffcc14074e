import type { InstanceSql, Row, Sql, Statement } from '../../platform/index.ts'
import type { Envelope } from '../envelope.ts'
import type { WrappedKey } from '../envelope-key.ts'

export interface SecretRow {
  name: string
  created_at: Date
  updated_at: Date
}

/** The names that the workspace has, or an agent of its own. */
export const listSecrets = (db: Sql, agentId: string | undefined) =>
  agentId === undefined
    ? db.query<SecretRow>('select name, created_at, updated_at from loggia.secrets order by name')
    : db.query<SecretRow>(
        'select name, created_at, updated_at from loggia.agent_secrets where agent_id = $1 order by name',
        [agentId],
      )

export interface NewSecret {
  workspaceId: string
  agentId: string | undefined
  name: string
  envelope: Envelope
  at: Date
}

export function saveSecret({ workspaceId, agentId, name, envelope, at }: NewSecret): Statement {
  const values = [workspaceId, name, JSON.stringify(envelope), at]
  const again = `do update set envelope = excluded.envelope, updated_at = excluded.updated_at
    returning name, created_at, updated_at`
  if (agentId === undefined) {
    return {
      text: `insert into loggia.secrets (workspace_id, name, envelope, created_at, updated_at)
        values ($1, $2, $3::jsonb, $4, $4) on conflict (workspace_id, name) ${again}`,
      values,
    }
  }
  return {
    text: `insert into loggia.agent_secrets (workspace_id, name, envelope, created_at, updated_at, agent_id)
      values ($1, $2, $3::jsonb, $4, $4, $5) on conflict (workspace_id, agent_id, name) ${again}`,
    values: [...values, agentId],
  }
}

export const deleteSecret = (db: Sql, name: string, agentId: string | undefined) =>
  agentId === undefined
    ? db.query<{ name: string }>('delete from loggia.secrets where name = $1 returning name', [name])
    : db.query<{ name: string }>(
        'delete from loggia.agent_secrets where name = $1 and agent_id = $2 returning name',
        [name, agentId],
      )

/** A sealed secret with the key that opens it, as sealed. Without an agent it is the workspace's. */
export interface SealedRow {
  name: string
  agent_id: string | null
  envelope: Envelope
  wrapped: WrappedKey | null
}

/** The sealed secrets of these names, an agent's before its workspace's, with their keys in the same round trip. */
export const readEnvelopes = (db: Sql, names: readonly string[] | undefined, agentId: string | undefined) =>
  db.query<SealedRow>(
    `select distinct on (s.name) s.name, s.agent_id, s.envelope, k.wrapped
     from (
       select name, agent_id, envelope from loggia.agent_secrets where agent_id = $2
       union all select name, null, envelope from loggia.secrets
     ) s left join loggia.data_keys k on k.id = s.envelope ->> 'keyId'
     where $1::text[] is null or s.name = any ($1)
     order by s.name, s.agent_id nulls last`,
    [names ?? null, agentId ?? null],
  )

/** The data keys of the workspace for a purpose, the newest first. */
export const readDataKeys = (db: Sql, purpose: string) =>
  db.query<{ id: string; wrapped: WrappedKey }>(
    'select id, wrapped from loggia.data_keys where purpose = $1 order by created_at desc, id',
    [purpose],
  )

export const insertDataKey = (
  db: Sql,
  workspaceId: string,
  id: string,
  purpose: string,
  wrapped: WrappedKey,
) =>
  db.query<Row>(
    'insert into loggia.data_keys (workspace_id, id, purpose, wrapped) values ($1, $2, $3, $4::jsonb)',
    [workspaceId, id, purpose, JSON.stringify(wrapped)],
  )

// Rotation

/** Workspaces with something that another key of the instance than this one sealed. */
export const workspacesToRotate = (db: InstanceSql, keyId: string) =>
  db.query<{ workspace_id: string }>('select workspace_id from loggia.workspaces_to_rotate($1)', [keyId])

export const lockStaleKeys = (db: Sql, keyId: string) =>
  db.query<{ id: string; purpose: string; wrapped: WrappedKey }>(
    `select id, purpose, wrapped from loggia.data_keys where wrapped ->> 'keyId' <> $1 order by id for update`,
    [keyId],
  )

export const rewrap = (db: Sql, id: string, wrapped: WrappedKey) =>
  db.query<Row>('update loggia.data_keys set wrapped = $2::jsonb where id = $1', [
    id,
    JSON.stringify(wrapped),
  ])

/** Secrets from before workspaces had keys of their own. */
export const lockOldSecrets = (db: Sql) =>
  db.query<{ name: string; envelope: Envelope }>(
    `select name, envelope from loggia.secrets where envelope ->> 'version' = '1' order by name for update`,
  )

/** The same value in another envelope: when it was saved does not change. */
export const reseal = (db: Sql, name: string, envelope: Envelope) =>
  db.query<Row>('update loggia.secrets set envelope = $2::jsonb where name = $1', [
    name,
    JSON.stringify(envelope),
  ])
