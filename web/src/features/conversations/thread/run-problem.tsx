import { problemOf } from '../../../lib/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'

/** Why an answer ended early and what to do next. What arrived before stays above it. */
export function RunProblem({
  error,
  onRetry,
}: {
  error: { code: string | undefined; message: string; next?: string }
  onRetry?: (() => void) | undefined
}) {
  const known = problemOf({ code: error.code, detail: error.message })
  return (
    <Notice tone="error" title={known.detail ?? known.title} live>
      <p className="text-shade">{error.next ?? known.next}</p>
      {onRetry && (
        <Button className="mt-2" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  )
}
