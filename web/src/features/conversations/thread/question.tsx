import type { Message } from '@loggia/sdk'
import { FileText } from 'lucide-react'
import { client } from '../../../lib/client.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'

interface Shown {
  text: string
  files: { name: string; id?: string }[]
}

/** What the person said, in the plain face, to the right. */
export function Question({ text, files, pending }: Shown & { pending?: boolean }) {
  return (
    <article aria-label="You said" className="group flex flex-col items-end gap-1.5">
      <div className="flex w-full flex-row-reverse items-center gap-1">
        <div className="max-w-[85%] rounded-2xl rounded-br-md bg-stone px-4 py-2.5 leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text}
        </div>
        {!pending && (
          <CopyButton
            text={() => text}
            label="Copy your message"
            className="size-8 opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
          />
        )}
      </div>
      {files.length > 0 && (
        <ul className="flex max-w-[85%] flex-wrap justify-end gap-2">
          {files.map(file => (
            <li key={file.id ?? file.name} className="max-w-full">
              <FileChip {...file} />
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

function FileChip({ name, id }: { name: string; id?: string }) {
  const chip = (
    <span className="flex items-center gap-2 rounded-lg border border-line bg-plaster px-2.5 py-1 text-sm">
      <FileText aria-hidden="true" className="size-4 shrink-0 text-accent" />
      <span className="truncate">{name}</span>
    </span>
  )
  if (!id) return chip
  return (
    <button type="button" aria-label={`Save ${name}`} onClick={() => void saveFile(id, name)}>
      {chip}
    </button>
  )
}

/** Fetched like everything else, for a plain link would not say in which workspace we are. */
async function saveFile(file: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await client.files.download({ file }))
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  URL.revokeObjectURL(url)
}

/** Text and files of a stored user message. */
export function questionOf(message: Message): Shown {
  return {
    text: message.parts.flatMap(part => (part.type === 'text' ? part.text : [])).join('\n'),
    files: message.parts.flatMap(part => (part.type === 'file' ? { name: part.name, id: part.fileId } : [])),
  }
}
