import type { ComponentProps } from 'react'

type Props<Tag extends 'div' | 'pre' | 'ul'> = { as: Tag } & ComponentProps<Tag>

/** A box that scrolls by itself. It takes the focus, so that the keyboard can scroll it, too. */
export function Scrollable<Tag extends 'div' | 'pre' | 'ul'>({ as, ...rest }: Props<Tag>) {
  const Box = as as 'div'
  return <Box tabIndex={0} {...(rest as ComponentProps<'div'>)} />
}
