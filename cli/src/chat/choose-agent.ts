import { type Agent, type Client, LoggiaError } from '@loggia/sdk'

/** The agent that was named, else the builder's own, else the guide, else the first there is. */
export async function chooseAgent(client: Client, named: string | undefined): Promise<Agent> {
  if (named !== undefined) return client.agents.get({ agent: named })
  const { items } = await client.agents.list({})
  const chosen = preferred(items)
  if (chosen) return chosen
  throw new LoggiaError('not_found', { detail: 'There is no agent yet: make one in the app, or import one.' })
}

export const preferred = (agents: readonly Agent[]): Agent | undefined =>
  agents.find(agent => agent.source === 'code') ?? agents.find(agent => agent.handle === 'hello') ?? agents[0]
