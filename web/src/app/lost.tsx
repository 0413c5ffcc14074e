import { Link } from '@tanstack/react-router'
import { buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Mark } from '../ui/mark.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

/** Shown where no page stands. */
export function Lost() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <Empty
        title="No room behind this door."
        action={
          <Link to="/" className={buttonClass('primary')}>
            Back to the gallery
          </Link>
        }
      >
        The address leads nowhere, or to something that is not yours to see.
      </Empty>
    </main>
  )
}

/** Shown when a page could not be drawn at all. */
export function Trouble({ error }: { error: unknown }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-4 px-4">
      <h1 className="font-voice text-3xl">Something is in the way.</h1>
      <ProblemNotice
        error={error}
        action={
          <button
            type="button"
            className={buttonClass('primary')}
            onClick={() => globalThis.location.reload()}
          >
            Try again
          </button>
        }
      />
    </main>
  )
}

/** Shown while a page takes longer than a moment to come. */
export function Opening() {
  return (
    <div role="status" className="flex min-h-0 flex-1 items-center justify-center p-10">
      <Mark className="size-12 animate-breathe" />
      <span className="sr-only">Opening</span>
    </div>
  )
}
