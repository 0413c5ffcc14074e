import { queryOptions } from '@tanstack/react-query'
import { client } from '../client.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => client.instance.me({}, { signal }),
  staleTime: 300_000,
})

export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => client.instance.about({}, { signal }),
})
