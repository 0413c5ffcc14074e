import type { Run } from '@loggia/sdk'
import type { Turn } from '../turns.ts'

/**
 * The newest run that answers a turn: the one that wrote its last message; for the last turn, which may
 * have ended before it wrote anything, the newest run of the conversation.
 */
export function runOfTurn(turn: Turn, runs: readonly Run[], last: boolean): Run | undefined {
  const ids = new Set(turn.answers.flatMap(message => message.runId ?? []))
  const wrote = runs.findLast(run => ids.has(run.id))
  if (!last) return wrote
  const newest = runs.at(-1)
  const asked = turn.question?.createdAt
  return newest && asked && newest.startedAt >= asked ? newest : wrote
}
