import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { StartConversation } from '../../features/conversations/index.ts'
import { lastAgent, rememberAgent } from '../../lib/last-agent.ts'
import { agentQuery, agentsQuery } from '../../lib/queries/agents.ts'
import { useTitle } from '../../lib/title.ts'
import { ArchAvatar } from '../../ui/arch-avatar.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { ModelBadge } from '../../ui/model-badge.tsx'
import { usePageMenu } from '../../ui/page-menu.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Home: a new conversation with the agent last talked to. */
export function HomePage() {
  const { agent: wanted } = useSearch({ from: '/inside/' })
  const navigate = useNavigate()
  useTitle('New conversation')
  const menu = usePageMenu()
  const agents = useQuery(agentsQuery)
  const last = lastAgent()
  const choice =
    agents.data?.find(({ id, handle }) => id === wanted || handle === wanted) ??
    agents.data?.find(({ id }) => id === last) ??
    agents.data?.[0]
  const agent = useQuery({ ...agentQuery(choice?.id ?? ''), enabled: choice !== undefined })
  const failed = agents.error ?? agent.error

  return (
    <>
      <header className="flex h-16 shrink-0 items-center px-3 sm:gap-2 sm:px-5">
        {menu}
        <h1 className="sr-only">New conversation</h1>
        {choice && (
          <Menu
            align="start"
            trigger={
              <button type="button" className={buttonClass('plain', 'min-w-0 px-2 text-ink')}>
                <ArchAvatar name={choice.name} size="small" />
                <span className="truncate">{choice.name}</span>
                <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-shade" />
              </button>
            }
          >
            {agents.data?.map(({ id, handle, name }) => (
              <MenuItem key={id} onSelect={() => navigate({ to: '/', search: { agent: handle } })}>
                <ArchAvatar name={name} size="small" /> {name}
              </MenuItem>
            ))}
          </Menu>
        )}
        <span className="flex-1" />
        {agent.data && <ModelBadge {...agent.data.answeredBy} />}
        {agent.data && <ModelBadge {...agent.data.answeredBy} plain />}
      </header>
      {failed && (
        <div className="measure p-4">
          <ProblemNotice error={failed} />
        </div>
      )}
      {agents.data?.length === 0 && (
        <Empty
          title="No agent lives here yet."
          action={
            <Link to="/agents/new" className={buttonClass('primary')}>
              Make the first one
            </Link>
          }
        >
          An agent is a name, a character, a model and the tools it may use. Making one takes a minute.
        </Empty>
      )}
      {agent.data && (
        <StartConversation
          key={agent.data.id}
          agent={agent.data}
          modelLink={
            <Link to="/settings/models" className="text-accent underline underline-offset-[0.2em]">
              paste a key under Models
            </Link>
          }
          onBegun={conversation => {
            rememberAgent(agent.data.id)
            void navigate({ to: '/c/$conversation', params: { conversation } })
          }}
        />
      )}
    </>
  )
}
