import { useId } from 'react'
import { cx } from './cx.ts'

/** Which model answers; opened, it says why. The offline model says plainly what it is. */
export function ModelBadge({
  provider,
  model,
  why,
  plain = false,
}: {
  provider: string
  model: string
  why: string
  /** For narrow places: words without a frame, shown on phones only where the framed one is not. */
  plain?: boolean
}) {
  const id = useId()
  const offline = provider === 'offline'
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={cx(
          'items-center gap-1.5 rounded-full text-sm',
          plain
            ? 'inline-flex min-h-6 min-w-0 sm:hidden'
            : 'hidden min-h-8 max-w-64 shrink-0 border px-3 py-1 sm:inline-flex',
          !plain && (offline ? 'border-lamp/40 bg-lamp-soft' : 'border-line bg-plaster hover:text-ink'),
          offline ? 'text-lamp' : 'text-shade',
        )}
      >
        <span
          aria-hidden="true"
          className={cx('size-2 shrink-0 rounded-full', offline ? 'bg-lamp' : 'bg-accent')}
        />
        <span className="sr-only">Answered by </span>
        <span className="truncate">{offline ? 'Offline model' : model}</span>
      </button>
      {/* The browser's own popover: it closes by itself and stands at its button where the browser can place it. */}
      <div
        id={id}
        popover="auto"
        className="popover-below w-72 max-w-[calc(100vw-2rem)] rounded-xl border border-line bg-plaster p-4 text-[0.9375rem] text-ink shadow-raised"
      >
        <p className="font-medium">
          {model} by {provider}
        </p>
        <p className="mt-1 leading-relaxed text-shade">{why}</p>
      </div>
    </>
  )
}
