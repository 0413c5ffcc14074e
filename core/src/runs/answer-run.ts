import { asLoggiaError, EventType, LoggiaError, PROTOCOL_VERSION, type RunEvent } from '@loggia/contract'
import { offerTools } from '../plugins/index.ts'
import {
  type AnsweredCall,
  nothingSpent,
  noUsage,
  runTurn,
  type TurnInput,
  type TurnOutcome,
} from '../turns/index.ts'
import { errorEvent, finishRun, terminalEvent } from './ending/index.ts'
import type { LiveRun } from './live-run.ts'
import { type LoadedTurn, saveSummary } from './loading/index.ts'
import type { ResolvedModel, RunPorts, RunScope } from './ports.ts'

/** What the run answers. */
export interface RunSubject {
  scope: RunScope
  messageId: string
  parentRunId?: string
  loaded: LoadedTurn
  history: TurnInput['history']
  answered: readonly AnsweredCall[]
  spent: TurnInput['spent']
}

/**
 * Takes a live run to its end: opens model and tools, runs the turn, and commits the terminal event with
 * all that the run leaves behind, before any reader sees it. Answers whether another run may wait behind it.
 */
export async function answerRun(
  live: LiveRun,
  subject: RunSubject,
  ports: RunPorts,
  committed: Promise<void>,
  leaveGroup: () => Promise<void>,
): Promise<boolean> {
  const { scope } = subject
  const startedAt = ports.clock.elapsed()
  live.writer.emit({
    type: EventType.RUN_STARTED,
    threadId: scope.conversationId,
    runId: scope.runId,
    protocolVersion: PROTOCOL_VERSION,
    ...(subject.parentRunId !== undefined && { parentRunId: subject.parentRunId }),
  })
  let model: ResolvedModel | undefined
  let outcome: TurnOutcome
  try {
    model = await ports.resolveModel(scope, subject.loaded.definition)
    outcome = await takeTurn(live, subject, ports, model)
  } catch (error) {
    outcome = failedOutcome(asLoggiaError(error))
  }
  try {
    await committed
  } catch {
    // The user's message was refused: nobody was told of this run, and there is nothing to end.
    await leaveGroup()
    live.writer.end(undefined)
    return false
  }
  // From here on the ending stores what is left; no group commit may store it a second time.
  await leaveGroup()
  const vendor = { provider: model?.provider ?? 'none', model: model?.id ?? 'none' }
  const more = await commitEnding(live, subject, ports, outcome, vendor)
  ports.onEnded({
    ...scope,
    ...vendor,
    status: outcome.status,
    usage: outcome.usage,
    steps: outcome.steps,
    elapsedMs: ports.clock.elapsed() - startedAt,
    ...(outcome.error && { errorCode: outcome.error.code }),
    ...(outcome.firstTokenMs !== undefined && { firstTokenMs: outcome.firstTokenMs }),
  })
  return more
}

async function takeTurn(
  live: LiveRun,
  subject: RunSubject,
  ports: RunPorts,
  model: ResolvedModel,
): Promise<TurnOutcome> {
  const { scope, loaded } = subject
  const { writer, controller } = live
  const emit = (event: RunEvent) => writer.emit(event)
  const chosen = { provider: model.provider, model: model.id, why: model.why }
  emit({ type: EventType.CUSTOM, name: 'model.chosen', value: chosen })
  const tools = offerTools(loaded.definition, ports.catalog, ports.otherTools(scope, loaded.definition, emit))
  const input: TurnInput = {
    conversationId: scope.conversationId,
    messageId: subject.messageId,
    definition: loaded.definition,
    history: subject.history,
    answered: subject.answered,
    spent: subject.spent,
    ...(loaded.summary && { summary: loaded.summary }),
  }
  return runTurn(input, {
    model,
    tools,
    sink: { emit, commit: () => writer.commit(), ready: () => writer.ready() },
    clock: ports.clock,
    newId: ports.newId,
    signal: controller.signal,
    silenceMs: ports.silenceMs,
    saveSummary: async ({ content, throughPosition }) => {
      const { workspaceId, conversationId } = scope
      const id = ports.newId('summary')
      await saveSummary(scope.db, { workspaceId, id, conversationId, throughPosition, content })
    },
  })
}

const failedOutcome = (error: LoggiaError): TurnOutcome => ({
  status: error.code === 'run_cancelled' ? 'cancelled' : 'failed',
  parts: [],
  waiting: [],
  usage: noUsage,
  spent: nothingSpent,
  steps: 0,
  error,
})

const retryAfterMs = [100, 500, 2_000, 5_000]

/** Stores the ending, trying again for a while when the database does not take it; then shows the terminal event. */
async function commitEnding(
  live: LiveRun,
  subject: RunSubject,
  ports: RunPorts,
  outcome: TurnOutcome,
  vendor: { provider: string; model: string },
): Promise<boolean> {
  const { writer } = live
  const { scope, messageId } = subject
  const event = terminalEvent(
    { conversationId: scope.conversationId, runId: scope.runId, messageId, ...vendor },
    outcome,
  )
  const terminal = writer.line(event)
  const error = event.type === EventType.RUN_ERROR && outcome.error
  const statement = finishRun({
    ...live.key,
    ...vendor,
    conversationId: scope.conversationId,
    epoch: writer.epoch,
    status: outcome.status,
    lines: [...writer.rest(), terminal],
    ...(outcome.parts.length > 0 && { message: { id: messageId, parts: outcome.parts } }),
    waiting: outcome.waiting,
    usage: outcome.usage,
    ...(outcome.costUsd !== undefined && { costUsd: outcome.costUsd }),
    steps: outcome.steps,
    ...(outcome.firstTokenMs !== undefined && { firstTokenMs: outcome.firstTokenMs }),
    ...(error && { error: { code: error.code, message: event.message } }),
    spent: outcome.spent,
  })
  for (let attempt = 0; ; attempt++) {
    try {
      const [ended] = await scope.db.query<{ more: boolean }>(statement.text, statement.values)
      // No row: another node took the run over and has ended it. Its readers go on from the table.
      writer.end(ended ? terminal : undefined)
      return ended?.more ?? true
    } catch (cause) {
      const wait = retryAfterMs[attempt]
      ports.logger.error('a run could not be ended', {
        ...live.key,
        attempt,
        error: asLoggiaError(cause).message,
      })
      if (wait === undefined) {
        // The readers are told, without a place in the log; recovery ends the run once the database is back.
        const lost = errorEvent(new LoggiaError('disk_full', { cause }))
        writer.end({ ...terminal, id: '', event: lost, json: JSON.stringify(lost) })
        return false
      }
      await new Promise(resolve => setTimeout(resolve, wait))
    }
  }
}
