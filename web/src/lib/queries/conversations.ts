import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from '../client.ts'

export const conversationsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', { search }],
    queryFn: ({ signal, pageParam }) =>
      client.conversations.list(
        { limit: 40, ...(search && { search }), ...(pageParam && { after: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })

export const conversationQuery = (conversation: string) =>
  queryOptions({
    queryKey: ['conversation', conversation],
    queryFn: ({ signal }) => client.conversations.get({ conversation }, { signal }),
  })

/** The messages of a conversation, newest page first; `parts` of the pages are oldest first. */
export const messagesQuery = (conversation: string) =>
  infiniteQueryOptions({
    queryKey: ['conversation', conversation, 'messages'],
    queryFn: ({ signal, pageParam }) =>
      client.messages.list({ conversation, limit: 50, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })

export const conversationRunsQuery = (conversation: string) =>
  queryOptions({
    queryKey: ['conversation', conversation, 'runs'],
    queryFn: async ({ signal }) => (await client.runs.list({ conversation }, { signal })).items,
  })

export const approvalsQuery = (conversation: string) =>
  queryOptions({
    queryKey: ['conversation', conversation, 'approvals'],
    queryFn: async ({ signal }) =>
      (await client.approvals.list({ conversation, status: 'open' }, { signal })).items,
  })
