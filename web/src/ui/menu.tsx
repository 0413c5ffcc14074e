import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'

/** A button that opens a short list of actions. */
export function Menu({
  trigger,
  align = 'end',
  children,
}: {
  /** The button; the menu's trigger is rendered as it. */
  trigger: ReactElement
  align?: 'start' | 'end'
  children: ReactNode
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none" sideOffset={6} align={align}>
          <Base.Popup className="min-w-44 origin-(--transform-origin) rounded-xl border border-line bg-plaster p-1 shadow-raised outline-none transition-[scale,opacity] duration-150 data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export const menuItemClass =
  'flex min-h-9 w-full cursor-default items-center gap-2.5 rounded-lg px-3 py-1.5 text-[0.9375rem] outline-none select-none data-highlighted:bg-stone [&_svg]:size-4 [&_svg]:shrink-0'

/** One action of a menu. */
export function MenuItem({
  onSelect,
  danger,
  children,
}: {
  onSelect: () => void
  danger?: boolean
  children: ReactNode
}) {
  return (
    <Base.Item onClick={onSelect} className={cx(menuItemClass, danger && 'text-brick')}>
      {children}
    </Base.Item>
  )
}
