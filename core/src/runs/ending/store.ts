import type { MessagePart, RunStatus, Usage } from '@loggia/contract'
import type { Statement } from '../../platform/index.ts'
import type { WaitingCall } from '../../turns/index.ts'
import { joinLines, type LogLine, type RunKey } from '../log/index.ts'

/** All that is stored when a run ends. */
export interface RunEnding extends RunKey {
  conversationId: string
  epoch: number
  status: RunStatus
  /** The events that are not stored yet; the last one is the terminal event. */
  lines: readonly LogLine[]
  /** The message that the run wrote; absent when it wrote nothing. */
  message?: { id: string; parts: readonly MessagePart[] }
  waiting: readonly (WaitingCall & { approvalId: string })[]
  provider?: string
  model?: string
  usage: Usage
  costUsd?: number
  steps: number
  firstTokenMs?: number
  error?: { code: string; message: string }
  spent: object
}

/** The text of a message alone, for search. */
export const contentOf = (parts: readonly MessagePart[]): string =>
  parts
    .filter(part => part.type === 'text')
    .map(part => part.text)
    .join('\n')

/**
 * Ends a run in one statement: its last events, its message, what waits for a person and its state are
 * stored together, and only if it has not ended before and this epoch is still its own. No row comes back
 * when somebody else has ended it; `more` says that another run waits in the conversation.
 */
export function finishRun(ending: RunEnding): Statement {
  const { message, lines, waiting } = ending
  const approvals = waiting.map(({ approvalId, toolCallId, toolName, input }) => ({
    id: approvalId,
    tool_call_id: toolCallId,
    tool_name: toolName,
    input,
  }))
  return {
    text: `with ended as (
        update loggia.runs set status = $4, provider = $5, model = $6, usage = $7::jsonb, cost_usd = $8, steps = $9,
          first_token_ms = $10, error = $11::jsonb, spent = $12::jsonb, ended_at = now()
        where workspace_id = $1 and id = $2 and epoch = $3 and status in ('running', 'queued')
        returning workspace_id, id, conversation_id
      ), logged as (
        insert into loggia.run_events (workspace_id, run_id, epoch, first_seq, last_seq, events)
        select workspace_id, id, $3, $13, $14, $15 from ended where $13::integer > 0
      ), said as (
        insert into loggia.messages (workspace_id, id, conversation_id, role, parts, content, run_id)
        select workspace_id, $16, conversation_id, 'agent', $17::jsonb, $18, id from ended where $16::text is not null
      ), asked as (
        insert into loggia.approvals (workspace_id, id, run_id, conversation_id, tool_call_id, tool_name, input)
        select e.workspace_id, a.id, e.id, e.conversation_id, a.tool_call_id, a.tool_name, a.input
        from ended e, jsonb_to_recordset($19::jsonb) as a (id text, tool_call_id text, tool_name text, input jsonb)
      ) select e.id, exists (
        select 1 from loggia.runs q where q.conversation_id = e.conversation_id and q.status = 'queued'
      ) as more from ended e`,
    values: [
      ending.workspaceId,
      ending.runId,
      ending.epoch,
      ending.status,
      ending.provider ?? null,
      ending.model ?? null,
      JSON.stringify(ending.usage),
      ending.costUsd ?? null,
      ending.steps,
      ending.firstTokenMs ?? null,
      ending.error ? JSON.stringify(ending.error) : null,
      JSON.stringify(ending.spent),
      lines[0]?.seq ?? 0,
      lines.at(-1)?.seq ?? 0,
      joinLines(lines),
      message?.id ?? null,
      JSON.stringify(message?.parts ?? []),
      message ? contentOf(message.parts) : '',
      JSON.stringify(approvals),
    ],
  }
}
