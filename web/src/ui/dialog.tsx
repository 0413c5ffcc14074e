import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'

export const backdropClass =
  'fixed inset-0 z-40 bg-[rgb(15_20_18/45%)] transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0'

export const sheetClass =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-2xl border border-line bg-plaster p-6 shadow-raised outline-none transition-[scale,opacity] duration-200 data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0'

/** A modal sheet with a title; focus goes in and comes back by itself. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
}: {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children: ReactNode
}) {
  return (
    <Base.Root open={open} onOpenChange={next => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup className={sheetClass}>
          <div className="flex items-start justify-between gap-4">
            <div>
              <Base.Title className="font-voice text-2xl leading-tight">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-shade">{description}</Base.Description>}
            </div>
            <Base.Close render={<IconButton label="Close" className="-mt-1 -mr-2" />}>
              <X />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
