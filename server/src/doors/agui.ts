import { type Approval, LoggiaError } from '@loggia/contract'
import { requireAgent } from '@loggia/core/agents'
import { openConversation } from '@loggia/core/conversations'
import type { Context } from '@loggia/core/identity'
import { type Runs, renameRun, runAnswer, runOperations, sendMessage } from '@loggia/core/runs'
import { z } from 'zod'
import type { WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import { logFrame, streamRun, wantsEvents } from '../http/stream-run.ts'
import { foreignInput, textOf } from './foreign-input.ts'
import { json, outliving } from './run-events.ts'

/** What we read of AG-UI's RunAgentInput; the rest is let through unread. */
const runAgentInput = z.looseObject({
  agent: z.string(),
  threadId: z.string().min(1).max(200),
  runId: z.string().min(1).max(200),
  parentRunId: z.string().max(200).optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })).default([]),
  resume: z
    .array(
      z.looseObject({
        interruptId: z.string(),
        status: z.enum(['resolved', 'cancelled']),
        payload: z.unknown().optional(),
      }),
    )
    .optional(),
})
type RunAgentInput = z.infer<typeof runAgentInput>

/**
 * AG-UI 1.0. The client's thread is kept as a foreign key beside a conversation of our own, and its run id
 * is told back to it; the SSE ids are ours, to resume from.
 */
export function aguiDoor(runs: Runs): WireHandler {
  return async exchange => {
    const input = foreignInput(runAgentInput, await readInput(exchange))
    const context = outliving(exchange.context)
    const agent = await requireAgent(context, input.agent)
    const { id } = await openConversation(context, agent.id, '', `agui:${input.threadId}`)
    const runId = input.resume?.length
      ? await resumeRun(runs, context, id, input.resume)
      : (
          await sendMessage(runs, context, {
            conversation: id,
            text: lastUserText(input),
            files: [],
            whenBusy: 'reject',
          })
        ).runId
    const names = {
      threadId: input.threadId,
      runId: input.runId,
      ...(input.parentRunId !== undefined && { parentRunId: input.parentRunId }),
    }
    const lines = runs.read(context.db, runId, undefined, exchange.gone)
    if (!wantsEvents(exchange.incoming)) {
      for await (const _ of lines);
      return json(await runAnswer(context, runId))
    }
    await streamRun({
      outgoing: exchange.outgoing,
      lines,
      headers: { 'loggia-run': runId },
      frames: line => {
        if (!line.event.type.startsWith('RUN_')) return logFrame(line)
        return logFrame({ ...line, json: JSON.stringify(renameRun(line.event, names)) })
      },
      // That client takes a cut stream for a success, so a failure to read on is told as an event.
      failed: () =>
        `data: ${JSON.stringify({ type: 'RUN_ERROR', message: 'The events cannot be read on.' })}\n\n`,
    })
    return undefined
  }
}

function lastUserText({ messages }: RunAgentInput): string {
  const last = messages.at(-1)
  if (last?.role !== 'user') {
    throw new LoggiaError('invalid_input', {
      detail: "The last message is not a user's, and nothing is resumed.",
      fields: ['messages: the last one must have the role "user"'],
    })
  }
  return textOf(last.content)
}

/** Answers the open approvals of the conversation; all of them must be covered. The run that goes on. */
async function resumeRun(
  runs: Runs,
  context: Context,
  conversation: string,
  resume: NonNullable<RunAgentInput['resume']>,
): Promise<string> {
  const operations = runOperations(runs)
  const open = (await operations.approvals(context, { conversation, status: 'open' })).items
  const stale = resume.find(({ interruptId }) => !open.some(approval => approval.id === interruptId))
  if (stale)
    throw new LoggiaError('approval_answered', { detail: `${stale.interruptId} is not open any more.` })
  const uncovered = open.filter(approval => !resume.some(({ interruptId }) => interruptId === approval.id))
  if (uncovered.length > 0) {
    throw new LoggiaError('approval_pending', {
      detail: `Not answered: ${uncovered.map(nameOf).join(', ')}.`,
    })
  }
  let runId: string | undefined
  for (const { interruptId, status, payload } of resume) {
    const decision = status === 'resolved' && !saysNo(payload) ? 'approve' : 'deny'
    const answered = await operations.answer(context, { approval: interruptId, decision })
    runId = answered.run?.id ?? runId
  }
  if (!runId) throw new LoggiaError('approval_answered')
  return runId
}

const nameOf = (approval: Approval): string => `${approval.id} (${approval.toolName})`

/** A resolved interrupt means yes unless its payload says no in one of the usual ways. */
function saysNo(payload: unknown): boolean {
  if (payload === false || payload === 'deny' || payload === 'reject') return true
  const { approved, decision } = (payload ?? {}) as { approved?: unknown; decision?: unknown }
  return approved === false || decision === 'deny' || decision === 'reject'
}
