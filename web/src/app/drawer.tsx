import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { backdropClass } from '../ui/dialog.tsx'

/** The sidebar on a phone: it slides in over the page and takes the focus with it. */
export default function Drawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <Dialog.Root open onOpenChange={open => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          aria-label="Sidebar"
          className="fixed inset-y-0 left-0 z-50 w-[19rem] max-w-[86vw] border-r border-line bg-wall shadow-raised transition-transform duration-250 ease-calm outline-none data-ending-style:-translate-x-full data-starting-style:-translate-x-full"
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
