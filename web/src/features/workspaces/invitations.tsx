import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { date } from '../../lib/format.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { NewInvitation } from './new-invitation.tsx'
import { invitationsQuery } from './queries.ts'

/** Who is invited: make an invitation, see what became of each, revoke one that is open. */
export function Invitations() {
  const { data, error, isPending } = useQuery(invitationsQuery)
  const [making, setMaking] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['invitations'] })
  const revoke = async (invitation: string) => {
    setProblem(undefined)
    try {
      await client.invitations.revoke({ invitation })
    } catch (failure) {
      setProblem(failure)
    }
    await refresh()
  }
  return (
    <div className="flex flex-col gap-4">
      {isPending && <SkeletonRows rows={1} rowClass="h-18" label="Loading the invitations" />}
      {error && <ProblemNotice error={error} />}
      {problem !== undefined && <ProblemNotice error={problem} />}
      {data?.length === 0 && <p className="text-shade">Nobody is invited at the moment.</p>}
      {data && data.length > 0 && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-plaster">
          {data.map(({ id, email, role, status, expiresAt }) => (
            <li key={id} className="flex items-center justify-between gap-4 px-5 py-4">
              <div className="min-w-0">
                <p className="truncate font-medium">{email ?? 'Whoever has the link'}</p>
                <p className="text-sm text-shade">
                  as {role} · {status === 'open' ? `open until ${date(expiresAt)}` : status}
                </p>
              </div>
              {status === 'open' && (
                <Button
                  kind="danger"
                  onClick={() => revoke(id)}
                  aria-label={`Revoke the invitation of ${email ?? 'whoever has the link'}`}
                >
                  Revoke
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Button kind="primary" className="self-start" onClick={() => setMaking(true)}>
        <Plus aria-hidden="true" className="size-4" /> Invite somebody
      </Button>
      {making && <NewInvitation onClose={() => setMaking(false)} onMade={refresh} />}
    </div>
  )
}
