import { queryOptions } from '@tanstack/react-query'
import { client } from '../client.ts'

export const agentsQuery = queryOptions({
  queryKey: ['agents'],
  queryFn: async ({ signal }) => (await client.agents.list({}, { signal })).items,
})

/** An agent with its definition, tools and the model that answers. `agent` is an id or a handle. */
export const agentQuery = (agent: string) =>
  queryOptions({
    queryKey: ['agents', agent],
    queryFn: ({ signal }) => client.agents.get({ agent }, { signal }),
  })
