import { cx } from './cx.ts'

/** A quiet shape where something will stand. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden="true" className={cx('animate-breathe rounded-lg bg-stone', className)} />
)

/** Rows that will be a list; says once, for ears, that it loads. */
export function SkeletonRows({
  rows = 4,
  rowClass = 'h-14',
  label,
}: {
  rows?: number
  rowClass?: string
  label: string
}) {
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map(row => (
        <Skeleton key={row} className={rowClass} />
      ))}
    </div>
  )
}
