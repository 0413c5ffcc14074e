import type { Run } from '@loggia/sdk'
import { Activity, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { cost, count, duration } from '../../../lib/format.ts'
import { IconButton } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'

/** Under an answer: copy, answer again, look inside; and what it took, in words. */
export function AnswerFooter({
  text,
  run,
  inspect,
  onRetry,
}: {
  text: string
  run: Run | undefined
  /** The link to the run inspector. */
  inspect: (run: string, label: ReactNode) => ReactNode
  onRetry?: (() => void) | undefined
}) {
  const tokens = run ? run.usage.inputTokens + run.usage.outputTokens : 0
  const facts = run
    ? [
        run.model,
        run.firstTokenMs !== undefined && `first token ${duration(run.firstTokenMs)}`,
        tokens > 0 && `${count(tokens)} tokens`,
        run.costUsd !== undefined && run.costUsd > 0 && cost(run.costUsd),
      ].filter(fact => typeof fact === 'string')
    : []
  return (
    <div className="-ml-2.5 flex min-h-10 flex-wrap items-center text-sm text-shade">
      {text && <CopyButton text={() => text} label="Copy answer" />}
      {onRetry && (
        <IconButton label="Answer again" onClick={onRetry}>
          <RotateCcw />
        </IconButton>
      )}
      {run &&
        inspect(
          run.id,
          <>
            <Activity aria-hidden="true" className="size-[1.15rem] shrink-0" />
            <span className="flex flex-wrap gap-x-4">
              {(facts.length > 0 ? facts : ['Look inside']).map(fact => (
                <span key={fact} className="whitespace-nowrap">
                  {fact}
                </span>
              ))}
            </span>
          </>,
        )}
    </div>
  )
}
