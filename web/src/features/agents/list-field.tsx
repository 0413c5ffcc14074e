import { useState } from 'react'
import { TextArea } from '../../ui/field.tsx'
import { fromLines, toLines } from './lines.ts'

/** A list of short texts, one a line. What is typed stays as it is while it is typed. */
export function ListField({
  label,
  hint,
  error,
  items,
  onChange,
}: {
  label: string
  hint?: string
  error?: string | undefined
  items: readonly string[]
  onChange: (items: string[]) => void
}) {
  const [text, setText] = useState(() => toLines(items))
  const shown = toLines(fromLines(text)) === toLines(items) ? text : toLines(items)
  return (
    <TextArea
      label={label}
      hint={hint ?? 'One a line.'}
      error={error}
      rows={2}
      value={shown}
      onChange={event => {
        setText(event.target.value)
        onChange(fromLines(event.target.value))
      }}
    />
  )
}
