import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { EditAgent, NewAgent } from '../../features/agents/index.ts'
import { buttonClass } from '../../ui/button.tsx'

/** One agent, open for editing. */
export function AgentPage() {
  const { agent } = useParams({ from: '/inside/agents/$agent' })
  const navigate = useNavigate()
  return (
    <EditAgent
      key={agent}
      id={agent}
      onDeleted={() => navigate({ to: '/agents' })}
      talk={({ handle, name }) => (
        <Link to="/" search={{ agent: handle }} className={buttonClass()} aria-label={`Talk to ${name}`}>
          Talk
        </Link>
      )}
    />
  )
}

/** An agent that does not exist yet. */
export function NewAgentPage() {
  const navigate = useNavigate()
  return <NewAgent onMade={agent => navigate({ to: '/agents/$agent', params: { agent } })} />
}
