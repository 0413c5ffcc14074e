import { type ReactNode, useId, useState } from 'react'
import { cx } from '../../ui/cx.ts'

/** A place to drop files on, or to choose them from. */
export function DropZone({
  accept,
  multiple,
  disabled,
  onFiles,
  children,
}: {
  accept: string
  multiple?: boolean
  disabled?: boolean
  onFiles: (files: File[]) => void
  children: ReactNode
}) {
  const id = useId()
  const [over, setOver] = useState(false)
  return (
    <label
      htmlFor={id}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        if (!disabled) onFiles([...event.dataTransfer.files])
      }}
      className={cx(
        'block rounded-2xl border border-dashed px-5 py-6 text-center leading-relaxed text-shade transition-colors focus-within:border-accent focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
        over ? 'border-accent bg-accent-soft' : 'border-edge/70 hover:border-accent',
        disabled && 'opacity-60',
      )}
    >
      {children}
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple ?? false}
        disabled={disabled ?? false}
        className="sr-only"
        onChange={event => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </label>
  )
}
