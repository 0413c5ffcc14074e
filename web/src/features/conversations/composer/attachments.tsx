import { FileText, X } from 'lucide-react'
import { size } from '../../../lib/format.ts'

/** What will be sent along, each with a way to take it back. */
export function Attachments({
  files,
  onRemove,
}: {
  files: readonly File[]
  onRemove: (index: number) => void
}) {
  if (files.length === 0) return null
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-2 px-3 pt-3">
      {files.map((file, index) => (
        <li
          key={`${file.name}-${file.lastModified}`}
          className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-wall py-1 pr-1 pl-2.5 text-sm"
        >
          <FileText aria-hidden="true" className="size-4 shrink-0 text-accent" />
          <span className="truncate">{file.name}</span>
          <span className="shrink-0 text-shade">{size(file.size)}</span>
          <button
            type="button"
            aria-label={`Remove ${file.name}`}
            className="rounded p-1 text-shade hover:bg-stone hover:text-ink"
            onClick={() => onRemove(index)}
          >
            <X aria-hidden="true" className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  )
}
