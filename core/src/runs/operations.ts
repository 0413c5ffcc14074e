import { EventType, LoggiaError, type Message, type Run } from '@loggia/contract'
import { deleteConversation, presentMessage, requireConversation } from '../conversations/index.ts'
import { authorise, type Context, reaches, requireUser } from '../identity/index.ts'
import { noUsage } from '../turns/index.ts'
import { listApprovals } from './approvals/index.ts'
import { answer } from './continue-run.ts'
import { finishRun } from './ending/index.ts'
import { makeLine } from './log/index.ts'
import type { Runs } from './open-runs.ts'
import { presentApproval, presentRun } from './present.ts'
import { findRun, listAlive, listRuns, messageOfRun, type StoredRun } from './store.ts'

/** A run in a conversation of the actor. Throws `not_found`. */
export async function requireRun(context: Context, id: string): Promise<StoredRun> {
  const run = await findRun(context.db, id, requireUser(context))
  if (!run || !reaches(context.actor, run.agent_id))
    throw new LoggiaError('not_found', { detail: `There is no run "${id}" of yours.` })
  return run
}

/** The run and the message that it wrote, for callers who do not stream. */
export async function runAnswer(context: Context, runId: string): Promise<{ run: Run; message?: Message }> {
  const run = presentRun(await requireRun(context, runId))
  const message = await messageOfRun(context.db, runId)
  return { run, ...(message && { message: presentMessage(message) }) }
}

/** The JSON operations of runs and approvals. */
export function runOperations(runs: Runs) {
  return {
    async list(context: Context, input: { conversation: string }) {
      authorise(context.actor, 'runs:read')
      await requireConversation(context, input.conversation)
      const stored = await listRuns(context.db, input.conversation)
      return { items: stored.reverse().map(presentRun) }
    },

    async get(context: Context, input: { run: string }) {
      authorise(context.actor, 'runs:read')
      return presentRun(await requireRun(context, input.run))
    },

    async cancel(context: Context, input: { run: string }) {
      authorise(context.actor, 'runs:write')
      const run = await requireRun(context, input.run)
      if (run.status === 'running') await runs.cancel(context.db, run.id)
      else if (run.status === 'queued') await cancelQueued(context, run, runs.ports.clock.now())
      return presentRun(await requireRun(context, input.run))
    },

    async approvals(context: Context, input: { conversation?: string | undefined; status: string }) {
      authorise(context.actor, 'runs:read')
      const stored = await listApprovals(context.db, requireUser(context), input.status, input.conversation)
      return {
        items: stored.filter(approval => reaches(context.actor, approval.agent_id)).map(presentApproval),
      }
    },

    async answer(
      context: Context,
      input: { approval: string; decision: 'approve' | 'deny'; note?: string | undefined },
    ) {
      const { approval, started } = await answer(runs, context, input)
      const run = started && presentRun(await requireRun(context, started.runId))
      return { approval: presentApproval(approval), ...(run && { run }) }
    },

    /** Deletes a conversation; the run that is answering in it is cancelled first. */
    async deleteConversation(context: Context, input: { conversation: string }) {
      authorise(context.actor, 'conversations:write')
      const conversation = await requireConversation(context, input.conversation)
      if (conversation.live_run_id !== null) await runs.cancel(context.db, conversation.live_run_id)
      await deleteConversation(context.db, conversation.id, requireUser(context))
      return {}
    },
  }
}

/** Cancels all runs of one user in the workspace, who is a member no more: their open streams end with them. */
export async function cancelRunsOf(runs: Runs, context: Context, userId: string): Promise<void> {
  for (const run of await listAlive(context.db, userId)) {
    if (run.status === 'queued') await cancelQueued(context, run, runs.ports.clock.now())
    else await runs.cancel(context.db, run.id)
  }
}

/** A run that never started still has its one terminal event. */
async function cancelQueued(context: Context, run: StoredRun, timestamp: number): Promise<void> {
  const about = { threadId: run.conversation_id, runId: run.id, timestamp }
  const lines = [
    makeLine(run.id, run.epoch, 1, { type: EventType.RUN_STARTED, ...about }),
    makeLine(run.id, run.epoch, 2, {
      type: EventType.RUN_FINISHED,
      ...about,
      outcome: { type: 'cancelled' },
    }),
  ]
  const statement = finishRun({
    workspaceId: context.workspaceId,
    runId: run.id,
    conversationId: run.conversation_id,
    epoch: run.epoch,
    status: 'cancelled',
    lines,
    waiting: [],
    usage: noUsage,
    steps: 0,
    spent: run.spent,
  })
  await context.db.query(statement.text, statement.values)
}
