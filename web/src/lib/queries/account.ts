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

/** How one gets in here. */
export const waysQuery = queryOptions({
  queryKey: ['ways'],
  queryFn: ({ signal }) => client.account.ways({}, { signal }),
})

/** What an invitation is for. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => client.invitations.preview({ token }, { signal }),
    staleTime: 60_000,
  })
