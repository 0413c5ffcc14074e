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
}: {
  changed: boolean
  problems: number
  pending: boolean
  error: unknown
  verb: string
  onSave: () => void
}) {
  const state =
    problems > 0
      ? `${problems === 1 ? 'One thing is' : `${problems} things are`} not right yet`
      : changed
        ? 'Changed, not saved'
        : 'All saved'
  return (
    <div className="sticky bottom-0 bg-linear-to-t from-wall from-70% pt-6 pb-3">
      <div className="rounded-2xl border border-line bg-plaster py-2.5 pr-2.5 pl-5 shadow-raised">
        {error !== undefined && (
          <div className="mb-3">
            <ProblemNotice error={error} />
          </div>
        )}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p role="status" className={problems > 0 ? 'text-brick' : 'text-shade'}>
            {state}
          </p>
          <Button kind="primary" disabled={!changed || problems > 0 || pending} onClick={onSave}>
            {pending ? 'Saving…' : verb}
          </Button>
        </div>
      </div>
    </div>
  )
}
