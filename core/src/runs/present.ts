import { type Approval, errorTable, isErrorCode, type Run } from '@loggia/contract'
import type { StoredApproval } from './approvals/index.ts'
import type { StoredRun } from './store.ts'

/** A stored run as the API shows it. */
export function presentRun(run: StoredRun): Run {
  const code = run.error && isErrorCode(run.error.code) ? run.error.code : undefined
  return {
    id: run.id,
    conversationId: run.conversation_id,
    agentId: run.agent_id,
    ...(run.parent_run_id !== null && { parentRunId: run.parent_run_id }),
    status: run.status,
    ...(run.provider !== null && { provider: run.provider }),
    ...(run.model !== null && { model: run.model }),
    usage: {
      inputTokens: run.usage.inputTokens ?? 0,
      outputTokens: run.usage.outputTokens ?? 0,
      reasoningTokens: run.usage.reasoningTokens ?? 0,
      cachedInputTokens: run.usage.cachedInputTokens ?? 0,
      cacheWriteInputTokens: run.usage.cacheWriteInputTokens ?? 0,
    },
    ...(run.cost_usd !== null && { costUsd: run.cost_usd }),
    steps: run.steps,
    ...(run.first_token_ms !== null && { firstTokenMs: run.first_token_ms }),
    ...(code && { error: { code, message: run.error?.message ?? '', next: errorTable[code].next } }),
    startedAt: run.started_at.toISOString(),
    ...(run.ended_at !== null && { endedAt: run.ended_at.toISOString() }),
  }
}

/** A stored approval as the API shows it. */
export const presentApproval = (approval: StoredApproval): Approval => ({
  id: approval.id,
  runId: approval.run_id,
  conversationId: approval.conversation_id,
  toolCallId: approval.tool_call_id,
  toolName: approval.tool_name,
  input: approval.input as Approval['input'],
  status: approval.status,
  createdAt: approval.created_at.toISOString(),
  ...(approval.answered_at !== null && { answeredAt: approval.answered_at.toISOString() }),
})
