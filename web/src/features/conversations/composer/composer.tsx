import { ArrowUp, Paperclip, Square } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../../ui/button.tsx'
import { cx } from '../../../ui/cx.ts'
import { Attachments } from './attachments.tsx'
import { draftOf, keepDraft } from './drafts.ts'

const maxFiles = 10

/** Where a message is written. Enter sends, Shift+Enter breaks the line; files come by button, drop or paste. */
export function Composer({
  place,
  agentName,
  busy,
  blocked,
  onSend,
  onStop,
}: {
  /** Where the draft belongs: the conversation, or the agent of a new one. */
  place: string
  agentName: string
  /** An answer is under way. */
  busy: boolean
  /** Why nothing can be sent now, as a placeholder; for example an open approval. */
  blocked?: string | undefined
  onSend: (text: string, files: File[]) => void
  onStop?: () => void
}) {
  const [text, setText] = useState(() => draftOf(place))
  const [files, setFiles] = useState<File[]>([])
  const [over, setOver] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const ready = text.trim() !== '' && !busy && !blocked

  useEffect(() => keepDraft(place, text), [place, text])
  useEffect(() => {
    // On a phone the keyboard would cover what the person came to read.
    if (matchMedia('(pointer: fine)').matches) area.current?.focus()
  }, [])

  const attach = (list: Iterable<File>) => setFiles(present => [...present, ...list].slice(0, maxFiles))
  const submit = () => {
    if (!ready) return
    onSend(text.trim(), files)
    setText('')
    setFiles([])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    attach(event.clipboardData.files)
  }

  return (
    <form
      className={cx(
        'rounded-2xl border transition-colors',
        blocked ? 'border-line bg-stone/60' : 'bg-plaster shadow-raised focus-within:border-accent',
        !blocked && (over ? 'border-accent' : 'border-edge/50'),
      )}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        attach(event.dataTransfer.files)
      }}
    >
      <Attachments files={files} onRemove={at => setFiles(files.filter((_, index) => index !== at))} />
      <textarea
        ref={area}
        rows={1}
        value={text}
        aria-label={`Message to ${agentName}`}
        placeholder={blocked ?? `Write to ${agentName}`}
        maxLength={200_000}
        disabled={blocked !== undefined}
        onChange={event => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="field-sizing-content block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-4 pt-3.5 pb-1 text-base leading-6 outline-none placeholder:text-shade"
      />
      <div className="flex items-center gap-1 p-1.5">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="Attach files"
          onChange={event => {
            attach(event.target.files ?? [])
            event.target.value = ''
          }}
        />
        <IconButton
          label="Attach files"
          disabled={blocked !== undefined}
          onClick={() => picker.current?.click()}
        >
          <Paperclip />
        </IconButton>
        <span className={cx('flex-1 text-sm text-shade', blocked ? 'invisible' : 'max-sm:invisible')}>
          <kbd className="font-sans">Enter</kbd> sends, <kbd className="font-sans">Shift Enter</kbd> breaks
          the line
        </span>
        {busy && onStop ? (
          <IconButton label="Stop answering (Esc)" kind="quiet" className="rounded-full" onClick={onStop}>
            <Square className="fill-current" />
          </IconButton>
        ) : (
          <IconButton label="Send" kind="primary" type="submit" disabled={!ready} className="rounded-full">
            <ArrowUp />
          </IconButton>
        )}
      </div>
    </form>
  )
}
