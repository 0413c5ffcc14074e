import type { Definition, MessagePart } from '@loggia/contract'
import type { Sql, Statement } from '../../platform/index.ts'

export interface LoadedHead {
  agent_id: string
  handle: string
  definition: Definition
  live_run_id: string | null
  open_approvals: number
  summary: string | null
  through_position: number | null
}

export interface LoadedMessage {
  id: string
  role: 'user' | 'agent'
  parts: MessagePart[]
  position: number
}

/** The conversation's head, then its messages after the latest summary; those that wait in the queue are left out. */
export const loadTurnStatements = (conversationId: string, userId: string): Statement[] => [
  {
    text: `select a.id as agent_id, a.handle, a.definition, s.content as summary, s.through_position,
        (select r.id from loggia.runs r where r.conversation_id = c.id and r.status = 'running') as live_run_id,
        (select count(*)::integer from loggia.approvals p where p.conversation_id = c.id and p.status = 'open') as open_approvals
      from loggia.conversations c
      join loggia.agents a on a.workspace_id = c.workspace_id and a.id = c.agent_id
      left join lateral (
        select content, through_position from loggia.summaries s
        where s.conversation_id = c.id order by through_position desc limit 1) s on true
      where c.id = $1 and c.user_id = $2`,
    values: [conversationId, userId],
  },
  {
    text: `select m.id, m.role, m.parts, m.position from loggia.messages m
      where m.conversation_id = $1 and not m.replaced and m.position > coalesce(
        (select max(through_position) from loggia.summaries s where s.conversation_id = $1), 0)
        and m.id not in (select r.message_id from loggia.runs r where r.conversation_id = $1 and r.status = 'queued')
      order by m.position`,
    values: [conversationId],
  },
]

export const saveSummary = (
  db: Sql,
  summary: {
    workspaceId: string
    id: string
    conversationId: string
    throughPosition: number
    content: string
  },
) =>
  db.query(
    `insert into loggia.summaries (workspace_id, id, conversation_id, through_position, content)
     values ($1, $2, $3, $4, $5)`,
    [summary.workspaceId, summary.id, summary.conversationId, summary.throughPosition, summary.content],
  )
