import type { Message, MessagePart } from '@loggia/contract'
import type { Sql } from '../platform/index.ts'

export interface StoredConversation {
  id: string
  agent_id: string
  user_id: string
  title: string
  created_at: Date
  updated_at: Date
  live_run_id: string | null
  waiting: boolean
}

const columns = `c.id, c.agent_id, c.user_id, c.title, c.created_at, c.updated_at,
  (select r.id from loggia.runs r where r.conversation_id = c.id and r.status = 'running') as live_run_id,
  exists (select 1 from loggia.approvals a where a.conversation_id = c.id and a.status = 'open') as waiting`

/** A conversation of this user; undefined when there is none, or it is another's. */
export async function findConversation(
  db: Sql,
  id: string,
  userId: string,
): Promise<StoredConversation | undefined> {
  const rows = await db.query<StoredConversation>(
    `select ${columns} from loggia.conversations c where c.id = $1 and c.user_id = $2`,
    [id, userId],
  )
  return rows[0]
}

export async function findForeign(
  db: Sql,
  agentId: string,
  userId: string,
  foreignKey: string,
): Promise<StoredConversation | undefined> {
  const rows = await db.query<StoredConversation>(
    `select ${columns} from loggia.conversations c where c.user_id = $1 and c.agent_id = $2 and c.foreign_key = $3`,
    [userId, agentId, foreignKey],
  )
  return rows[0]
}

export interface ListQuery {
  userId: string
  agentId: string | undefined
  agentIds: readonly string[] | undefined
  search: string | undefined
  before: { updatedAt: string; id: string } | undefined
  limit: number
}

export const listConversations = (db: Sql, query: ListQuery) =>
  db.query<StoredConversation>(
    `select ${columns} from loggia.conversations c
     where c.user_id = $1
       and ($2::text is null or c.agent_id = $2)
       and ($3::text[] is null or c.agent_id = any ($3))
       and ($4::text is null or c.title ilike '%' || $4 || '%' escape '\\' or exists (
         select 1 from loggia.messages m where m.conversation_id = c.id and not m.replaced
           and m.content ilike '%' || $4 || '%' escape '\\'))
       and ($5::timestamptz is null or (c.updated_at, c.id) < ($5, $6))
     order by c.updated_at desc, c.id desc limit $7`,
    [
      query.userId,
      query.agentId ?? null,
      query.agentIds ?? null,
      query.search?.replace(/[\\%_]/g, '\\$&') ?? null,
      query.before?.updatedAt ?? null,
      query.before?.id ?? null,
      query.limit,
    ],
  )

export interface NewConversation {
  workspaceId: string
  id: string
  agentId: string
  userId: string
  title: string
  foreignKey: string | undefined
}

/** Nothing happens when the foreign key is taken: the caller reads that conversation instead. */
export const insertConversation = (db: Sql, conversation: NewConversation) =>
  db.query(
    `insert into loggia.conversations (workspace_id, id, agent_id, user_id, title, foreign_key)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      conversation.workspaceId,
      conversation.id,
      conversation.agentId,
      conversation.userId,
      conversation.title,
      conversation.foreignKey ?? null,
    ],
  )

export async function renameConversation(
  db: Sql,
  id: string,
  userId: string,
  title: string,
): Promise<boolean> {
  const rows = await db.query(
    `update loggia.conversations set title = $3 where id = $1 and user_id = $2 returning id`,
    [id, userId, title],
  )
  return rows.length > 0
}

export const deleteConversation = (db: Sql, id: string, userId: string) =>
  db.query(`delete from loggia.conversations where id = $1 and user_id = $2`, [id, userId])

export interface StoredMessage {
  id: string
  conversation_id: string
  role: Message['role']
  parts: MessagePart[]
  run_id: string | null
  position: number
  created_at: Date
}

const messageColumns = 'id, conversation_id, role, parts, run_id, position, created_at'

/** The newest messages before a position, oldest first. */
export async function listMessages(
  db: Sql,
  conversationId: string,
  before: number | undefined,
  limit: number,
): Promise<StoredMessage[]> {
  const rows = await db.query<StoredMessage>(
    `select ${messageColumns} from loggia.messages
     where conversation_id = $1 and not replaced and ($2::bigint is null or position < $2)
     order by position desc limit $3`,
    [conversationId, before ?? null, limit],
  )
  return rows.reverse()
}

export interface ImportedMessage {
  id: string
  role: Message['role']
  parts: MessagePart[]
  content: string
}

/** In the order given, which is that of their positions. */
export const insertMessages = (
  db: Sql,
  workspaceId: string,
  conversationId: string,
  messages: readonly ImportedMessage[],
) =>
  db.query(
    `insert into loggia.messages (workspace_id, id, conversation_id, role, parts, content)
     select $1, m.id, $2, m.role, m.parts::jsonb, m.content
     from unnest($3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
       as m (id, role, parts, content, place) order by m.place`,
    [
      workspaceId,
      conversationId,
      messages.map(message => message.id),
      messages.map(message => message.role),
      messages.map(message => JSON.stringify(message.parts)),
      messages.map(message => message.content),
    ],
  )

export interface NewFile {
  workspaceId: string
  id: string
  conversationId: string
  name: string
  mediaType: string
  content: Uint8Array
  extracted: string | undefined
}

export const insertFile = (db: Sql, file: NewFile) =>
  db.query(
    `insert into loggia.files (workspace_id, id, conversation_id, name, media_type, bytes, content, extracted)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      file.workspaceId,
      file.id,
      file.conversationId,
      file.name,
      file.mediaType,
      file.content.byteLength,
      file.content,
      file.extracted ?? null,
    ],
  )

export interface StoredFile {
  id: string
  name: string
  media_type: string
  bytes: number
  content: Uint8Array
  extracted: string | null
}

/** A file of one of this user's conversations, with its agent. */
export async function findFile(
  db: Sql,
  id: string,
  userId: string,
): Promise<(StoredFile & { agent_id: string }) | undefined> {
  const rows = await db.query<StoredFile & { agent_id: string }>(
    `select f.id, f.name, f.media_type, f.bytes, f.content, f.extracted, c.agent_id from loggia.files f
     join loggia.conversations c on c.id = f.conversation_id where f.id = $1 and c.user_id = $2`,
    [id, userId],
  )
  return rows[0]
}

export const filesOf = (db: Sql, conversationId: string, ids: readonly string[]) =>
  db.query<StoredFile>(
    `select id, name, media_type, bytes, content, extracted from loggia.files
     where conversation_id = $1 and id = any ($2)`,
    [conversationId, ids],
  )
