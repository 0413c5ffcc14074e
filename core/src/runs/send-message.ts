import { LoggiaError, type MessagePart } from '@loggia/contract'
import { filesOf } from '../conversations/index.ts'
import { authorise, type Context, reaches, requireUser } from '../identity/index.ts'
import { groupTurns, nothingSpent } from '../turns/index.ts'
import type { RunSubject } from './answer-run.ts'
import { historyFile, type LoadedTurn, loadTurn, turnsWith } from './loading/index.ts'
import type { Runs, StartedRun } from './open-runs.ts'
import type { RunScope, SendInput } from './ports.ts'
import { beginRun, type NewMessage, replaceLastAnswer } from './store.ts'

const titleLength = 60

/** The first line of a text, cut at a word. */
export function titleFrom(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.replace(/\s+/g, ' ') ?? ''
  if (line.length <= titleLength) return line
  return `${line.slice(0, titleLength).replace(/\s+\S*$/, '')}…`
}

/** What a message to a conversation needs first, read in one round trip; undefined when it is not this actor's. */
export const readTurn = (context: Context, conversationId: string): Promise<LoadedTurn | undefined> =>
  loadTurn(context.db, conversationId, requireUser(context))

/** Reads the conversation. Throws `not_found` when it is not this actor's. */
async function requireTurn(
  context: Context,
  conversationId: string,
  reading = readTurn(context, conversationId),
): Promise<LoadedTurn> {
  const loaded = await reading
  if (!loaded || !reaches(context.actor, loaded.agentId))
    throw new LoggiaError('not_found', { detail: `There is no conversation "${conversationId}" of yours.` })
  return loaded
}

const scopeOf = (context: Context, loaded: LoadedTurn, conversationId: string, runId: string): RunScope => ({
  db: context.db,
  workspaceId: context.workspaceId,
  agentId: loaded.agentId,
  handle: loaded.handle,
  conversationId,
  runId,
  userId: requireUser(context),
})

/**
 * Stores the message and starts the run that answers it; resolves when the message is committed. While a
 * run is live, `whenBusy` decides. `reading` is `readTurn` where it has begun already. Throws
 * `run_in_progress`, `approval_pending`, `not_found`.
 */
export async function sendMessage(
  runs: Runs,
  context: Context,
  input: SendInput,
  reading?: ReturnType<typeof readTurn>,
): Promise<StartedRun> {
  authorise(context.actor, 'conversations:write')
  let loaded = await requireTurn(context, input.conversation, reading)
  if (loaded.openApprovals > 0) {
    throw new LoggiaError('approval_pending', {
      detail: `${loaded.openApprovals} approval(s) of this conversation are open.`,
    })
  }
  if (loaded.liveRunId !== undefined && input.whenBusy === 'replace') {
    await runs.cancel(context.db, loaded.liveRunId)
    loaded = await requireTurn(context, input.conversation)
  }
  const { parts, files } = await messageParts(context, input)
  const runId = context.newId('run')
  const scope = scopeOf(context, loaded, input.conversation, runId)
  const userMessageId = context.newId('message')
  const message = { id: userMessageId, parts, content: input.text, title: titleFrom(input.text) }
  if (loaded.liveRunId !== undefined) {
    if (input.whenBusy !== 'enqueue') throw new LoggiaError('run_in_progress')
    await begin(runs, scope, message, userMessageId, 'queued')
    await runs.queued(scope, loaded.liveRunId)
    return { runId, lines: signal => runs.read(context.db, runId, undefined, signal) }
  }
  const subject: RunSubject = {
    scope,
    messageId: context.newId('message'),
    loaded,
    history: turnsWith(loaded, parts, files),
    answered: [],
    spent: nothingSpent,
  }
  return runs.start(subject, 1, () => begin(runs, scope, message, userMessageId, 'running'))
}

/** Answers the last user's message again. */
export async function retryMessage(
  runs: Runs,
  context: Context,
  input: { conversation: string },
): Promise<StartedRun> {
  authorise(context.actor, 'conversations:write')
  const before = await requireTurn(context, input.conversation)
  if (before.liveRunId !== undefined) throw new LoggiaError('run_in_progress')
  if (before.openApprovals > 0) throw new LoggiaError('approval_pending')
  const last = await replaceLastAnswer(context.db, input.conversation)
  if (!last)
    throw new LoggiaError('not_found', { detail: 'There is no message to answer in this conversation.' })
  const loaded = await requireTurn(context, input.conversation)
  const runId = context.newId('run')
  const scope = scopeOf(context, loaded, input.conversation, runId)
  const subject: RunSubject = {
    scope,
    messageId: context.newId('message'),
    loaded,
    history: groupTurns(loaded.messages),
    answered: [],
    spent: nothingSpent,
  }
  return runs.start(subject, 1, () => begin(runs, scope, undefined, last.id, 'running'))
}

async function begin(
  runs: Runs,
  scope: RunScope,
  message: NewMessage | undefined,
  messageId: string,
  status: 'running' | 'queued',
): Promise<void> {
  const statement = beginRun(
    { ...scope, messageId, parentRunId: undefined, status, nodeId: runs.ports.nodeId, spent: nothingSpent },
    message,
  )
  try {
    await scope.db.query(statement.text, statement.values)
  } catch (error) {
    throw isOneLiveRun(error) ? new LoggiaError('run_in_progress', { cause: error }) : error
  }
}

/** The index that allows one live run a conversation decides between two messages sent at once. */
export const isOneLiveRun = (error: unknown): boolean =>
  `${(error as Error).message} ${String((error as Error & { cause?: unknown }).cause ?? '')}`.includes(
    'one_live_run',
  )

async function messageParts(context: Context, input: SendInput) {
  const text: MessagePart = { type: 'text', text: input.text }
  if (input.files.length === 0) return { parts: [text], files: [] }
  const stored = await filesOf(context.db, input.conversation, input.files)
  const missing = input.files.find(id => !stored.some(file => file.id === id))
  if (missing !== undefined)
    throw new LoggiaError('not_found', { detail: `There is no file "${missing}" in this conversation.` })
  const attached: MessagePart[] = stored.map(file => ({
    type: 'file',
    fileId: file.id,
    name: file.name,
    mediaType: file.media_type,
    bytes: file.bytes,
  }))
  return { parts: [...attached, text], files: stored.map(historyFile) }
}
