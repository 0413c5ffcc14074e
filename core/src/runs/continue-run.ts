import { LoggiaError } from '@loggia/contract'
import { authorise, type Context, reaches, requireUser } from '../identity/index.ts'
import { groupTurns, nothingSpent, type Spent } from '../turns/index.ts'
import type { RunSubject } from './answer-run.ts'
import { answerApproval, approvalsOfRun, findApproval, type StoredApproval } from './approvals/index.ts'
import { loadTurn } from './loading/index.ts'
import type { Runs, StartedRun } from './open-runs.ts'
import type { RunScope } from './ports.ts'
import { isOneLiveRun } from './send-message.ts'
import { beginRun, claimQueued, findAnyRun, findQueued, type StoredRun } from './store.ts'

const spentOf = (spent: Partial<Spent>): Spent => ({ ...nothingSpent, ...spent })

/**
 * Stores a person's yes or no. The last answer of a run starts the run that goes on. Throws `not_found`
 * and, for an approval that was answered before, `approval_answered`.
 */
export async function answer(
  runs: Runs,
  context: Context,
  input: { approval: string; decision: 'approve' | 'deny'; note?: string | undefined },
): Promise<{ approval: StoredApproval; started?: StartedRun }> {
  authorise(context.actor, 'approvals:answer')
  const userId = requireUser(context)
  const found = await findApproval(context.db, input.approval, userId)
  const interrupted = found && (await findAnyRun(context.db, found.run_id))
  if (!found || !interrupted || !reaches(context.actor, interrupted.agent_id)) {
    throw new LoggiaError('not_found', { detail: `There is no approval "${input.approval}" of yours.` })
  }
  const status = input.decision === 'approve' ? 'approved' : 'denied'
  const approval = await answerApproval(context.db, found.id, status, input.note, userId)
  if (!approval) throw new LoggiaError('approval_answered')
  const all = await approvalsOfRun(context.db, interrupted.id)
  if (all.some(other => other.status === 'open')) return { approval }
  const started = await continueRun(runs, context.db, context.workspaceId, interrupted, all)
  return started ? { approval, started } : { approval }
}

/** Starts the run after an interrupted one; undefined when another node has done so. */
export async function continueRun(
  runs: Runs,
  db: Context['db'],
  workspaceId: string,
  interrupted: StoredRun,
  approvals: readonly StoredApproval[],
): Promise<StartedRun | undefined> {
  const { conversation_id: conversationId, user_id: userId, message_id: messageId } = interrupted
  const loaded = await loadTurn(db, conversationId, userId)
  if (!loaded) throw new LoggiaError('not_found', { detail: 'The conversation is gone.' })
  const runId = runs.ports.newId('run')
  const scope: RunScope = {
    db,
    workspaceId,
    agentId: loaded.agentId,
    handle: loaded.handle,
    conversationId,
    runId,
    userId,
  }
  const spent = spentOf(interrupted.spent)
  const subject: RunSubject = {
    scope,
    messageId: runs.ports.newId('message'),
    parentRunId: interrupted.id,
    loaded,
    history: groupTurns(loaded.messages),
    answered: approvals.map(({ tool_call_id, tool_name, input, status, note }) => ({
      toolCallId: tool_call_id,
      toolName: tool_name,
      input,
      approved: status === 'approved',
      ...(note !== null && { note }),
    })),
    spent,
  }
  const run = {
    ...scope,
    messageId,
    parentRunId: interrupted.id,
    status: 'running',
    nodeId: runs.ports.nodeId,
    spent,
  } as const
  try {
    return await runs.start(subject, 1, async () => {
      const statement = beginRun(run, undefined)
      await db.query(statement.text, statement.values)
    })
  } catch (error) {
    if (isOneLiveRun(error)) return undefined
    throw error
  }
}

/** Starts the oldest run that waits in a conversation, if there is one and nothing else is under way. */
export async function startQueued(runs: Runs, scope: RunScope): Promise<void> {
  const { db, workspaceId, conversationId } = scope
  const queued = await findQueued(db, conversationId)
  const claimed = queued && (await claimQueued(db, queued.id, runs.ports.nodeId))
  if (!claimed) return
  const userId = claimed.user_id
  const loaded = await loadTurn(db, conversationId, userId)
  if (!loaded) return
  const subject: RunSubject = {
    scope: {
      db,
      workspaceId,
      agentId: loaded.agentId,
      handle: loaded.handle,
      conversationId,
      runId: claimed.id,
      userId,
    },
    messageId: runs.ports.newId('message'),
    loaded,
    history: groupTurns(loaded.messages),
    answered: [],
    spent: nothingSpent,
  }
  await runs.start(subject, claimed.epoch, async () => {})
}
