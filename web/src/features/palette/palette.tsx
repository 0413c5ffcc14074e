import { Dialog } from '@base-ui/react/dialog'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { agentsQuery } from '../../lib/queries/agents.ts'
import { conversationsQuery } from '../../lib/queries/conversations.ts'
import { cx } from '../../ui/cx.ts'
import { backdropClass } from '../../ui/dialog.tsx'
import { offers } from './offers.ts'

/** Ctrl K: find a conversation by what was said in it, start one with an agent, or go to a page. */
export function PaletteDialog({ onClose, onGo }: { onClose: () => void; onGo: (path: string) => void }) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const search = useDeferredValue(text.trim())
  const list = useId()
  const agents = useQuery(agentsQuery)
  const found = useInfiniteQuery({ ...conversationsQuery(search), placeholderData: keepPreviousData })
  const items = offers(text, agents.data ?? [], found.data?.pages[0]?.items ?? [], found.isPlaceholderData)
  const chosen = Math.min(at, items.length - 1)

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setAt((chosen + step + items.length) % items.length)
    }
    const item = items[chosen]
    if (event.key === 'Enter' && item) {
      event.preventDefault()
      onGo(item.path)
    }
  }
  return (
    <Dialog.Root open onOpenChange={open => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          aria-label="Search and go"
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[calc(100vw-1.5rem)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-2xl border border-line bg-plaster shadow-raised outline-none"
        >
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Search aria-hidden="true" className="size-5 shrink-0 text-shade" />
            <input
              // biome-ignore lint/a11y/noAutofocus: the palette opens to be typed into
              autoFocus
              role="combobox"
              aria-label="Search conversations, agents and pages"
              aria-expanded="true"
              aria-controls={list}
              aria-activedescendant={items[chosen] ? `${list}-${chosen}` : undefined}
              placeholder="Search, or go somewhere"
              value={text}
              onChange={event => {
                setText(event.target.value)
                setAt(0)
              }}
              onKeyDown={onKeyDown}
              className="h-14 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-shade"
            />
          </div>
          <div id={list} role="listbox" aria-label="Results" className="overflow-y-auto p-2">
            {items.map((item, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above holds the keys
              <div
                key={item.path}
                id={`${list}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                onClick={() => onGo(item.path)}
                onMouseMove={() => setAt(index)}
                className={cx(
                  'flex cursor-default items-baseline gap-3 rounded-lg px-3 py-2.5',
                  index === chosen && 'bg-stone',
                )}
              >
                <span className="min-w-0 flex-1 truncate">{item.label}</span>
                <span className="shrink-0 text-sm text-shade">{item.kind}</span>
              </div>
            ))}
            {items.length === 0 && <p className="px-3 py-4 text-shade">Nothing is called that.</p>}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
