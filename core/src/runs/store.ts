import type { MessagePart, RunStatus, Usage } from '@loggia/contract'
import type { StoredMessage } from '../conversations/index.ts'
import type { Sql, Statement } from '../platform/index.ts'
import type { Spent } from '../turns/index.ts'
import type { RunKey } from './log/index.ts'

export interface StoredRun {
  workspace_id: string
  id: string
  conversation_id: string
  agent_id: string
  user_id: string
  message_id: string
  parent_run_id: string | null
  status: RunStatus
  epoch: number
  node_id: string
  cancel_requested: boolean
  provider: string | null
  model: string | null
  usage: Partial<Usage>
  cost_usd: number | null
  steps: number
  first_token_ms: number | null
  error: { code: string; message: string } | null
  spent: Partial<Spent>
  started_at: Date
  ended_at: Date | null
}

const columns = `workspace_id, id, conversation_id, agent_id, user_id, message_id, parent_run_id, status, epoch, node_id,
  cancel_requested, provider, model, usage, cost_usd, steps, first_token_ms, error, spent, started_at, ended_at`

/** A run in a conversation of this user. */
export async function findRun(db: Sql, id: string, userId: string): Promise<StoredRun | undefined> {
  const rows = await db.query<StoredRun>(
    `select ${columns} from loggia.runs where id = $1 and user_id = $2`,
    [id, userId],
  )
  return rows[0]
}

/** A run whoever owns it, for the platform itself. */
export async function findAnyRun(db: Sql, id: string): Promise<StoredRun | undefined> {
  const rows = await db.query<StoredRun>(`select ${columns} from loggia.runs where id = $1`, [id])
  return rows[0]
}

export const listRuns = (db: Sql, conversationId: string) =>
  db.query<StoredRun>(
    `select ${columns} from loggia.runs where conversation_id = $1 order by started_at desc, id desc limit 500`,
    [conversationId],
  )

/** The oldest run of a conversation that waits for its turn. */
export async function findQueued(db: Sql, conversationId: string): Promise<StoredRun | undefined> {
  const rows = await db.query<StoredRun>(
    `select ${columns} from loggia.runs where conversation_id = $1 and status = 'queued' order by started_at, id limit 1`,
    [conversationId],
  )
  return rows[0]
}

/**
 * Makes a queued run live on this node, and moves its message to the end of the conversation: it is said
 * when its turn comes. Undefined when another node was faster or a run is live.
 */
export async function claimQueued(db: Sql, id: string, nodeId: string): Promise<StoredRun | undefined> {
  const rows = await db.query<StoredRun>(
    `with claimed as (
       update loggia.runs r set status = 'running', node_id = $2, started_at = now()
       where id = $1 and status = 'queued' and not exists (
         select 1 from loggia.runs o where o.conversation_id = r.conversation_id and o.status = 'running')
         and not exists (
         select 1 from loggia.approvals a where a.conversation_id = r.conversation_id and a.status = 'open')
       returning ${columns}
     ), moved as (
       update loggia.messages m set position = default from claimed where m.id = claimed.message_id
     ) select * from claimed`,
    [id, nodeId],
  )
  return rows[0]
}

export interface NewRun extends RunKey {
  conversationId: string
  agentId: string
  userId: string
  messageId: string
  parentRunId: string | undefined
  status: 'running' | 'queued'
  nodeId: string
  spent: Spent
}

export interface NewMessage {
  id: string
  parts: readonly MessagePart[]
  content: string
  /** Becomes the conversation's title when it has none. */
  title: string
}

/** The user's message and its run in one statement: both are there, or neither. */
export const beginRun = (run: NewRun, message: NewMessage | undefined): Statement => {
  const insertRun = `insert into loggia.runs
      (workspace_id, id, conversation_id, agent_id, user_id, message_id, parent_run_id, status, node_id, spent)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)`
  const values = [
    run.workspaceId,
    run.runId,
    run.conversationId,
    run.agentId,
    run.userId,
    run.messageId,
    run.parentRunId ?? null,
    run.status,
    run.nodeId,
    JSON.stringify(run.spent),
  ]
  if (!message) return { text: `${insertRun} returning id`, values }
  return {
    text: `with said as (
        insert into loggia.messages (workspace_id, id, conversation_id, role, parts, content)
        values ($1, $6, $3, 'user', $11::jsonb, $12)
      ), used as (
        update loggia.conversations set updated_at = now(), title = case when title = '' then $13 else title end
        where workspace_id = $1 and id = $3
      ) ${insertRun} returning id`,
    values: [...values, JSON.stringify(message.parts), message.content, message.title],
  }
}

/** Tells whichever node answers the run; it hears the notification, or sees the mark. */
export const requestCancel = (db: Sql, id: string, channel: string) =>
  db.query(
    `with marked as (update loggia.runs set cancel_requested = true where id = $1 and status = 'running' returning id)
     select pg_notify($2, id) from marked`,
    [id, channel],
  )

/** The runs of one user that wait or are being answered, those that wait first. */
export const listAlive = (db: Sql, userId: string) =>
  db.query<StoredRun>(
    `select ${columns} from loggia.runs where user_id = $1 and status in ('queued', 'running')
     order by status, started_at desc`,
    [userId],
  )

/** The runs of the workspace that wait will not start any more. */
export const cancelQueued = (db: Sql) =>
  db.query(`update loggia.runs set status = 'cancelled', ended_at = now() where status = 'queued'`)

/** Tells every node something. */
export const notifyNodes = (db: Sql, channel: string, payload: string) =>
  db.query('select pg_notify($1, $2)', [channel, payload])

/** How many runs of the workspace are being answered, on any node. */
export async function countRunning(db: Sql): Promise<number> {
  const rows = await db.query<{ n: number }>(`select count(*) as n from loggia.runs where status = 'running'`)
  return rows[0]?.n ?? 0
}

/** The agent's messages after the last user's message leave the conversation; the user's message. */
export async function replaceLastAnswer(
  db: Sql,
  conversationId: string,
): Promise<{ id: string; parts: MessagePart[] } | undefined> {
  const rows = await db.query<{ id: string; parts: MessagePart[] }>(
    `with last as (
       select id, parts, position from loggia.messages
       where conversation_id = $1 and role = 'user' and not replaced order by position desc limit 1
     ), gone as (
       update loggia.messages m set replaced = true from last
       where m.conversation_id = $1 and m.role = 'agent' and m.position > last.position
     ) select id, parts from last`,
    [conversationId],
  )
  return rows[0]
}

/** Takes a dead run over: its log goes on under the next epoch. Undefined when it has ended meanwhile. */
export async function takeOver(
  db: Sql,
  id: string,
  nodeId: string,
  epoch: number,
): Promise<StoredRun | undefined> {
  const rows = await db.query<StoredRun>(
    `update loggia.runs set epoch = epoch + 1, node_id = $2 where id = $1 and epoch = $3 and status in ('running', 'queued')
     returning ${columns}`,
    [id, nodeId, epoch],
  )
  return rows[0]
}

/** The message that a run wrote. */
export async function messageOfRun(db: Sql, runId: string): Promise<StoredMessage | undefined> {
  const rows = await db.query<StoredMessage>(
    `select id, conversation_id, role, parts, run_id, position, created_at from loggia.messages where run_id = $1 limit 1`,
    [runId],
  )
  return rows[0]
}
