import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { AgentList, DropArea } from '../../features/agents/index.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

/** All agents of the workspace. */
export function AgentsPage() {
  const navigate = useNavigate()
  const create = (
    <Link to="/agents/new" className={buttonClass('primary')}>
      <Plus aria-hidden="true" className="size-4" /> New agent
    </Link>
  )
  return (
    <Page title="Agents" lead="Who answers in this house." actions={create}>
      <DropArea onDropped={() => navigate({ to: '/agents/new' })}>
        <AgentList
          create={create}
          talk={agent => (
            <Link
              to="/"
              search={{ agent: agent.handle }}
              className={buttonClass()}
              aria-label={`Talk to ${agent.name}`}
            >
              Talk
            </Link>
          )}
          edit={agent => (
            <Link
              to="/agents/$agent"
              params={{ agent: agent.id }}
              className={buttonClass('plain')}
              aria-label={`${agent.source === 'code' ? 'See' : 'Edit'} ${agent.name}`}
            >
              {agent.source === 'code' ? 'See' : 'Edit'}
            </Link>
          )}
        />
      </DropArea>
    </Page>
  )
}
