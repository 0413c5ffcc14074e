import type { Approval, Run } from '@loggia/sdk'
import { type ReactNode, useMemo } from 'react'
import type { LiveAnswer } from '../../../lib/live/store.ts'
import { joinParts } from '../../../lib/runs/join.ts'
import { storedParts } from '../../../lib/runs/stored.ts'
import { answerApproval } from '../actions.ts'
import { type Turn, textOf } from '../turns.ts'
import { AnswerFooter } from './answer-footer.tsx'
import { AnswerParts } from './answer-parts.tsx'
import { Question, questionOf } from './question.tsx'
import { RunProblem } from './run-problem.tsx'
import { Thinking } from './thinking.tsx'

export interface TurnProps {
  conversation: string
  turn: Turn
  agentName: string
  /** The newest run that answers this turn. */
  run: Run | undefined
  approvals: readonly Approval[]
  /** The live answer, when it belongs to this turn. */
  live: LiveAnswer | undefined
  inspect: (run: string, label: ReactNode) => ReactNode
  onRetry: (() => void) | undefined
}

/** A question and all that answers it, stored or still arriving. */
export function TurnView({
  conversation,
  turn,
  agentName,
  run,
  approvals,
  live,
  inspect,
  onRetry,
}: TurnProps) {
  const stored = useMemo(
    () => storedParts(turn.answers, new Set(approvals.map(({ toolCallId }) => toolCallId))),
    [turn.answers, approvals],
  )
  const answering = live !== undefined && !live.ended
  const parts = useMemo(
    () => (live ? joinParts(stored, live.view.parts, answering) : stored),
    [stored, live, answering],
  )
  const question = turn.question ? questionOf(turn.question) : live?.sent && sentQuestion(live.sent)
  const error = live ? live.view.error : run?.error?.code === 'run_cancelled' ? undefined : run?.error
  const cancelled = !live && run?.status === 'cancelled'
  return (
    <div className="flex flex-col gap-5">
      {question && <Question {...question} pending={!turn.question} />}
      <article aria-label={`${agentName} answered`} aria-busy={answering} className="flex flex-col gap-3">
        {parts.length > 0 && (
          <AnswerParts
            parts={parts}
            agentName={agentName}
            approvals={approvals}
            onDecide={(approval, decision, note) => answerApproval(conversation, approval, decision, note)}
          />
        )}
        {answering && <Thinking quiet={live.view.parts.some(part => part.kind === 'text' && part.open)} />}
        {error && <RunProblem error={error} onRetry={onRetry} />}
        {cancelled && <p className="text-sm text-shade">Stopped. What had arrived is kept.</p>}
        {!answering && approvals.length === 0 && (run || turn.answers.length > 0) && (
          <AnswerFooter
            text={textOf(turn.answers)}
            run={run}
            inspect={inspect}
            onRetry={error ? undefined : onRetry}
          />
        )}
      </article>
    </div>
  )
}

const sentQuestion = (sent: NonNullable<LiveAnswer['sent']>) => ({
  text: sent.text,
  files: sent.files.map(({ name }) => ({ name })),
})
