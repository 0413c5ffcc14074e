import { cx } from './cx.ts'

const sizes = {
  small: 'h-7 w-6 text-sm pt-0.5',
  medium: 'h-10 w-8 text-lg pt-1',
  large: 'h-24 w-20 text-4xl pt-3',
}

/** A name's first letter standing in an arch. Decoration: the name is always written beside it. */
export function ArchAvatar({ name, size = 'medium' }: { name: string; size?: keyof typeof sizes }) {
  const letter = [...name.trim()][0]?.toLocaleUpperCase() ?? '·'
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-(--radius-arch) bg-accent-soft font-voice leading-none text-accent select-none',
        sizes[size],
      )}
    >
      {letter}
    </span>
  )
}
