import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Stays at the foot of the editor: whether the draft is sound, and the way to keep it. */
export function SaveBar({
  changed,
  problems,
  pending,
  error,
  verb,
  onSave,
  children,
}: {
  changed: boolean
  problems: number
  pending: boolean
  error: unknown
  verb: string
  onSave: () => void
  children?: ReactNode
}) {
  const state =
    problems > 0
      ? `${problems === 1 ? 'One thing is' : `${problems} things are`} not right yet`
      : changed
        ? 'Changed, not saved'
        : 'All saved'
  return (
    <div className="sticky bottom-0 -mx-4 border-t border-line bg-wall/95 px-4 py-3 backdrop-blur sm:-mx-8 sm:px-8">
      {error !== undefined && (
        <div className="mb-3">
          <ProblemNotice error={error} />
        </div>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className={problems > 0 ? 'text-brick' : 'text-shade'}>
          {state}
        </p>
        <div className="flex gap-2">
          {children}
          <Button kind="primary" disabled={!changed || problems > 0 || pending} onClick={onSave}>
            {pending ? 'Saving…' : verb}
          </Button>
        </div>
      </div>
    </div>
  )
}
