import { Popover } from '@base-ui/react/popover'
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
  const offline = provider === 'offline'
  return (
    <Popover.Root>
      <Popover.Trigger
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
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" className="z-50">
          <Popover.Popup className="w-72 max-w-[calc(100vw-2rem)] rounded-xl border border-line bg-plaster p-4 text-[0.9375rem] shadow-raised outline-none">
            <Popover.Title className="font-medium">
              {provider} · {model}
            </Popover.Title>
            <Popover.Description className="mt-1 leading-relaxed text-shade">{why}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
