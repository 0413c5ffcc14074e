import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { agentQuery } from '../../../lib/queries/agents.ts'
import { conversationQuery } from '../../../lib/queries/conversations.ts'
import { useTitle } from '../../../lib/title.ts'
import { ArchAvatar } from '../../../ui/arch-avatar.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { ModelBadge } from '../../../ui/model-badge.tsx'
import { type Change, Changing } from '../changing.tsx'

/** Above a conversation: whom one talks to, about what, and which model answers. */
export function ThreadHeader({
  id,
  menu,
  onDeleted,
}: {
  id: string
  /** The button that opens the sidebar on a phone. */
  menu: ReactNode
  onDeleted: () => void
}) {
  const conversation = useQuery(conversationQuery(id))
  const agent = useQuery({
    ...agentQuery(conversation.data?.agentId ?? ''),
    enabled: conversation.data !== undefined,
  })
  const [changing, setChanging] = useState<Change>()
  const title = conversation.data?.title
  useTitle(title || agent.data?.name)
  return (
    <header className="flex h-16 shrink-0 items-center gap-3 border-b border-line px-3 sm:px-5">
      {menu}
      {agent.data && <ArchAvatar name={agent.data.name} />}
      <div className="min-w-0 flex-1">
        <h1 className="truncate leading-tight font-medium">{title || agent.data?.name || '\u00a0'}</h1>
        <p className="flex min-h-5 items-center gap-2 text-sm text-shade">
          <span className="truncate">{agent.data?.name}</span>
          {agent.data && <ModelBadge {...agent.data.answeredBy} plain />}
        </p>
      </div>
      {agent.data && <ModelBadge {...agent.data.answeredBy} />}
      <Menu
        trigger={
          <IconButton label="Actions of this conversation">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setChanging('rename')}>
          <Pencil aria-hidden="true" /> Rename
        </MenuItem>
        <MenuItem danger onSelect={() => setChanging('delete')}>
          <Trash2 aria-hidden="true" /> Delete
        </MenuItem>
      </Menu>
      {conversation.data && (
        <Changing
          change={changing}
          conversation={conversation.data}
          onClose={() => setChanging(undefined)}
          onDeleted={onDeleted}
        />
      )}
    </header>
  )
}
