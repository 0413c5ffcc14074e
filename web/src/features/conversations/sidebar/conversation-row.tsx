import type { Conversation } from '@loggia/sdk'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { cx } from '../../../ui/cx.ts'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { type Change, Changing } from '../changing.tsx'

/** One conversation of the list with its actions; a dot says that it answers or waits for an approval. */
export function ConversationRow({
  conversation,
  current,
  link,
  onDeleted,
}: {
  conversation: Conversation
  current: boolean
  link: (conversation: Conversation, children: ReactNode) => ReactNode
  onDeleted: () => void
}) {
  const [changing, setChanging] = useState<Change>()
  const title = conversation.title || 'Untitled'
  return (
    <li
      className={cx(
        'group flex items-center rounded-lg',
        current ? 'bg-chosen font-medium shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-plaster/60',
      )}
    >
      {link(
        conversation,
        <>
          <span className="min-w-0 flex-1 truncate">{title}</span>
          {conversation.waiting && <Dot className="bg-lamp" says="waits for your approval" />}
          {conversation.liveRunId && <Dot className="animate-breathe bg-accent" says="is answering" />}
        </>,
      )}
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`Actions of ${title}`}
            className="mr-1 rounded-md p-1.5 text-shade opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink data-popup-open:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis aria-hidden="true" className="size-4" />
          </button>
        }
      >
        <MenuItem onSelect={() => setChanging('rename')}>
          <Pencil aria-hidden="true" /> Rename
        </MenuItem>
        <MenuItem danger onSelect={() => setChanging('delete')}>
          <Trash2 aria-hidden="true" /> Delete
        </MenuItem>
      </Menu>
      <Changing
        change={changing}
        conversation={conversation}
        onClose={() => setChanging(undefined)}
        onDeleted={onDeleted}
      />
    </li>
  )
}

const Dot = ({ className, says }: { className: string; says: string }) => (
  <span className={cx('ml-2 size-2 shrink-0 rounded-full', className)}>
    <span className="sr-only">{says}</span>
  </span>
)
