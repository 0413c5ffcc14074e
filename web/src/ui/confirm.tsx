import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { backdropClass, sheetClass } from './dialog.tsx'

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function Confirm({
  open,
  onClose,
  onConfirm,
  title,
  children,
  action,
}: {
  open: boolean
  onClose: () => void
  onConfirm: () => void
  title: string
  children: ReactNode
  /** The verb on the button, for example "Delete". */
  action: string
}) {
  return (
    <AlertDialog.Root open={open} onOpenChange={next => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropClass} />
        <AlertDialog.Popup className={sheetClass}>
          <AlertDialog.Title className="font-voice text-2xl leading-tight">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-shade">{children}</AlertDialog.Description>
          <div className="mt-2 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>Keep it</AlertDialog.Close>
            <Button kind="danger" onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
