import type { Agent } from '@loggia/sdk'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { agentsQuery } from '../../lib/queries/agents.ts'
import { ArchAvatar } from '../../ui/arch-avatar.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'

/** The agents of the workspace, each with the way to talk to it and the way to change it. */
export function AgentList({
  talk,
  edit,
  create,
}: {
  talk: (agent: Agent) => ReactNode
  edit: (agent: Agent) => ReactNode
  create: ReactNode
}) {
  const { data, error, isPending } = useQuery(agentsQuery)
  if (isPending) return <SkeletonRows rows={3} rowClass="h-32" label="Loading the agents" />
  if (error) return <ProblemNotice error={error} />
  if (data.length === 0) {
    return (
      <Empty title="No agent lives here yet." action={create}>
        An agent is a name, a character, a model and the tools it may use. You can also drop a character file
        of ElizaOS on the page for new agents.
      </Empty>
    )
  }
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {data.map(agent => (
        <li key={agent.id} className="flex flex-col gap-4 rounded-2xl border border-line bg-plaster p-5">
          <div className="flex items-start gap-4">
            <ArchAvatar name={agent.name} />
            <div className="min-w-0 flex-1">
              <h2 className="font-voice text-[1.4rem] leading-tight [overflow-wrap:anywhere]">
                {agent.name}
              </h2>
              <p className="truncate text-sm text-shade">{agent.address}</p>
            </div>
            {agent.source === 'code' && (
              <span className="rounded-full border border-line px-2.5 py-0.5 text-sm text-shade">
                from code
              </span>
            )}
          </div>
          <p className="line-clamp-3 flex-1 text-[0.9375rem] leading-relaxed text-shade">
            {agent.summary || 'No summary yet.'}
          </p>
          <div className="flex flex-wrap gap-2">
            {talk(agent)}
            {edit(agent)}
          </div>
        </li>
      ))}
    </ul>
  )
}
