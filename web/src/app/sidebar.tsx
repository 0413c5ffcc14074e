import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { KeyRound, LibraryBig, Plus, Search, SlidersHorizontal, Users } from 'lucide-react'
import { ConversationList } from '../features/conversations/index.ts'
import { buttonClass, IconButton } from '../ui/button.tsx'
import { Wordmark } from '../ui/mark.tsx'
import { AccountBar } from './account-bar.tsx'

const place =
  'flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-[0.9375rem] hover:bg-plaster/60 data-[status=active]:bg-chosen data-[status=active]:font-medium [&_svg]:size-[1.1rem] [&_svg]:text-accent'
const row = 'flex min-h-9 min-w-0 flex-1 items-center rounded-lg px-2.5 py-1.5 text-[0.9375rem]'

/** Ways through the house: a new conversation, the conversations there are, agents, settings, the account. */
export function Sidebar({ onSearch }: { onSearch: () => void }) {
  const navigate = useNavigate()
  const { conversation } = useParams({ strict: false })
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-16 shrink-0 items-center justify-between pr-2 pl-4">
        <Link to="/" aria-label="Loggia, home" className="rounded-md">
          <Wordmark />
        </Link>
        <IconButton label="Search (Ctrl K)" onClick={onSearch}>
          <Search />
        </IconButton>
      </div>
      <div className="px-3 pb-3">
        <Link to="/" className={buttonClass('quiet', 'w-full justify-start')}>
          <Plus aria-hidden="true" className="size-[1.1rem] text-accent" /> New conversation
        </Link>
      </div>
      <nav aria-label="Conversations" className="min-h-0 flex-1 overflow-y-auto px-3 pb-4">
        <ConversationList
          search=""
          current={conversation}
          link={({ id }, children) => (
            <Link to="/c/$conversation" params={{ conversation: id }} className={row}>
              {children}
            </Link>
          )}
          onDeleted={id => {
            if (id === conversation) void navigate({ to: '/' })
          }}
        />
      </nav>
      <nav aria-label="Places" className="border-t border-line px-3 py-2">
        <Link to="/agents" className={place}>
          <LibraryBig aria-hidden="true" /> Agents
        </Link>
        <Link to="/settings/models" className={place}>
          <SlidersHorizontal aria-hidden="true" /> Models
        </Link>
        <Link to="/settings/keys" className={place}>
          <KeyRound aria-hidden="true" /> Keys and secrets
        </Link>
        <Link to="/settings/members" className={place}>
          <Users aria-hidden="true" /> Members
        </Link>
      </nav>
      <AccountBar />
    </div>
  )
}
