import { type ReactNode, useState } from 'react'
import { cx } from '../../ui/cx.ts'
import { keepDropped } from './dropped.ts'

/** The list of agents as a place for character files: what is dropped on it is read on the page for new agents. */
export function DropArea({ onDropped, children }: { onDropped: () => void; children: ReactNode }) {
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the page for new agents has a button for the same
    <div
      onDragOver={event => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        const [file] = event.dataTransfer.files
        if (!file) return
        event.preventDefault()
        keepDropped(file)
        onDropped()
      }}
      className={cx('rounded-2xl', over && 'outline-2 outline-offset-8 outline-accent outline-dashed')}
    >
      {children}
    </div>
  )
}
