import { EventType, errorTable, type LoggiaError, type RunEvent, type Usage } from '@loggia/contract'
import type { TurnOutcome } from '../../turns/index.ts'

export interface TerminalSubject {
  conversationId: string
  runId: string
  messageId: string
  provider: string
  model: string
}

/** The one event that ends a run, from how the turn ended. */
export function terminalEvent(subject: TerminalSubject, outcome: TurnOutcome): RunEvent {
  const { provider, model } = subject
  const usage = [{ provider, model, ...countsOf(outcome.usage) }]
  if (outcome.status === 'failed') return { ...errorEvent(outcome.error), usage }
  const finished = {
    type: EventType.RUN_FINISHED,
    threadId: subject.conversationId,
    runId: subject.runId,
  } as const
  if (outcome.status === 'cancelled') return { ...finished, outcome: { type: 'cancelled' }, usage }
  if (outcome.status === 'interrupted') {
    const interrupts = outcome.waiting.map(call => ({
      id: call.approvalId,
      reason: 'tool_approval',
      message: `May ${call.toolName} be called with exactly these arguments?`,
      toolCallId: call.toolCallId,
      responseSchema: approvalSchema,
      metadata: { toolName: call.toolName, input: call.input },
    }))
    return { ...finished, outcome: { type: 'interrupt', interrupts }, usage }
  }
  const result = {
    messageId: subject.messageId,
    ...(outcome.finishReason && { finishReason: outcome.finishReason }),
  }
  return { ...finished, outcome: { type: 'success' }, result, usage }
}

/** A failure as the terminal event: what happened, its code, and what to do next. */
export function errorEvent(error: LoggiaError | undefined): Extract<RunEvent, { type: EventType.RUN_ERROR }> {
  const code = error?.code ?? 'internal'
  const { title, next } = errorTable[code]
  return {
    type: EventType.RUN_ERROR,
    // The detail of an internal error may name what nobody outside should read.
    message: code === 'internal' ? title : (error?.message ?? title),
    code,
    metadata: { title, next, ...(error?.retryAfter !== undefined && { retryAfter: error.retryAfter }) },
  }
}

const approvalSchema = {
  type: 'object',
  properties: { decision: { enum: ['approve', 'deny'] }, note: { type: 'string' } },
  required: ['decision'],
}

const countsOf = (usage: Usage) => ({ ...usage, totalTokens: usage.inputTokens + usage.outputTokens })
