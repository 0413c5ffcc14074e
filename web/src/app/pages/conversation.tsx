import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Thread, ThreadHeader } from '../../features/conversations/index.ts'
import { usePageMenu } from '../../ui/page-menu.tsx'

/** One conversation. */
export function ConversationPage() {
  const { conversation } = useParams({ from: '/inside/c/$conversation' })
  const navigate = useNavigate()
  const menu = usePageMenu()
  return (
    <Thread
      key={conversation}
      id={conversation}
      header={<ThreadHeader id={conversation} menu={menu} onDeleted={() => navigate({ to: '/' })} />}
      inspect={(run, label) => (
        <Link
          to="/runs/$run"
          params={{ run }}
          className="flex min-h-10 min-w-0 items-center gap-2 rounded-lg px-2.5 tabular-nums hover:bg-stone hover:text-ink"
        >
          {label}
        </Link>
      )}
    />
  )
}
