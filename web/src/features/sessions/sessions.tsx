import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { date } from '../../lib/format.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { deviceOf } from './device.ts'

const sessionsQuery = {
  queryKey: ['sessions'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await client.sessions.list({}, { signal })).items,
}

/** Where the person is signed in; each session but the present one can be ended. */
export function Sessions() {
  const { data, error, isPending } = useQuery(sessionsQuery)
  const [problem, setProblem] = useState<unknown>()
  const act = async (change: () => Promise<unknown>) => {
    setProblem(undefined)
    try {
      await change()
    } catch (failure) {
      setProblem(failure)
    }
    await queryClient.invalidateQueries({ queryKey: ['sessions'] })
  }
  const others = data?.some(({ current }) => !current) ?? false
  return (
    <div className="flex flex-col gap-4">
      {isPending && <SkeletonRows rows={2} rowClass="h-18" label="Loading your sessions" />}
      {error && <ProblemNotice error={error} />}
      {problem !== undefined && <ProblemNotice error={problem} />}
      {data && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-plaster">
          {data.map(({ id, userAgent, current, createdAt, seenAt }) => (
            <li key={id} className="flex items-center justify-between gap-4 px-5 py-4">
              <div className="min-w-0">
                <p className="truncate font-medium">{deviceOf(userAgent)}</p>
                <p className="text-sm text-shade">
                  signed in {date(createdAt)} · seen {date(seenAt)}
                </p>
              </div>
              {current ? (
                <p className="shrink-0 text-sm text-shade">This one</p>
              ) : (
                <Button
                  kind="danger"
                  className="shrink-0"
                  onClick={() => act(() => client.sessions.revoke({ session: id }))}
                >
                  End this session
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {others && (
        <Button className="self-start" onClick={() => act(() => client.sessions.revokeOthers({}))}>
          End all others
        </Button>
      )}
    </div>
  )
}
