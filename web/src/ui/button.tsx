import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

const kinds = {
  primary:
    'bg-accent text-on-accent hover:bg-accent-strong border-transparent disabled:bg-stone disabled:text-shade',
  quiet: 'bg-plaster text-ink border-line hover:border-edge',
  plain: 'bg-transparent text-shade border-transparent hover:bg-stone hover:text-ink',
  danger: 'bg-plaster text-brick border-line hover:border-brick',
}

/** The classes of a button, for links that look like one. */
export const buttonClass = (kind: keyof typeof kinds = 'quiet', className?: string): string =>
  cx(
    'inline-flex min-h-10 items-center justify-center gap-2 rounded-lg border px-4 py-2 text-[0.9375rem] leading-tight font-medium transition-colors disabled:text-shade',
    kinds[kind],
    className,
  )

/** A button with words in it. */
export function Button({
  kind = 'quiet',
  className,
  ...rest
}: ComponentProps<'button'> & { kind?: keyof typeof kinds }) {
  return <button type="button" className={buttonClass(kind, className)} {...rest} />
}

/** A button with an icon only; `label` is its name for everybody who does not see the icon. */
export function IconButton({
  label,
  kind = 'plain',
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & { label: string; kind?: keyof typeof kinds }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        'inline-flex size-10 shrink-0 items-center justify-center rounded-lg border transition-colors disabled:text-shade [&_svg]:size-[1.15rem]',
        kinds[kind],
        className,
      )}
      {...rest}
    />
  )
}
