import type { LiveAnswer } from '../../../lib/live/store.ts'
import type { Turn } from '../turns.ts'

const unsaid: Turn = { question: undefined, answers: [] }

/**
 * Where the live answer stands among the stored turns. A message that was just sent opens a turn of its own
 * until it is stored; an answer that is stored already is shown from there and no longer live.
 */
export function placeLive(
  stored: readonly Turn[],
  live: LiveAnswer | undefined,
): { turns: readonly Turn[]; shown: LiveAnswer | undefined } {
  if (!live) return { turns: stored, shown: undefined }
  const last = stored.at(-1)
  const { runId } = live.view
  if (runId && last?.answers.some(message => message.runId === runId))
    return { turns: stored, shown: undefined }
  const asked =
    runId !== undefined &&
    last?.answers.length === 0 &&
    last.question?.parts.some(part => part.type === 'text' && part.text === live.sent?.text)
  if (last && (!live.sent || asked)) return { turns: stored, shown: live }
  return { turns: [...stored, unsaid], shown: live }
}
