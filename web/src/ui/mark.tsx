import { cx } from './cx.ts'

const bay = (x: number) => `M${x} 26V15.5a4.25 4.25 0 0 1 8.5 0V26h-1.8V15.5a2.45 2.45 0 0 0-4.9 0V26z`

/** The mark: an entablature over three bays of an open gallery. Decoration; give it a name beside it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cx('fill-accent', className ?? 'size-7')}>
      <path d={`M2 5h28v3H2zM2 27h28v2H2z${bay(3)}${bay(11.75)}${bay(20.5)}`} />
    </svg>
  )
}

/** Mark and name side by side. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cx('inline-flex items-center gap-2.5', className)}>
      <Mark className="size-7 shrink-0" />
      <span className="translate-y-[0.1em] font-voice text-[1.45rem] leading-none tracking-[-0.01em]">
        Loggia
      </span>
    </span>
  )
}
