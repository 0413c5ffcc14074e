import { queryOptions } from '@tanstack/react-query'
import { client } from '../client.ts'

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }) => client.models.providers({}, { signal }),
})

/** The models that a provider offers to the key in use. */
export const modelsQuery = (provider: string) =>
  queryOptions({
    queryKey: ['providers', provider, 'models'],
    queryFn: async ({ signal }) => (await client.models.list({ provider }, { signal })).items,
    staleTime: 300_000,
    retry: false,
  })
