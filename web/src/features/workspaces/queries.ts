import { client } from '../../lib/client.ts'

/** The members of the workspace one is in. */
export const membersQuery = {
  queryKey: ['members'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await client.members.list({}, { signal })).items,
}

/** The invitations into it; for owners and admins. */
export const invitationsQuery = {
  queryKey: ['invitations'],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await client.invitations.list({}, { signal })).items,
}
