import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { date } from '../../lib/format.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { NewSecret } from './new-secret.tsx'

const secretsQuery = {
  queryKey: ['secrets'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await client.secrets.list({}, { signal })).items,
}

/** The names of the workspace's secrets; a value goes in and is never shown. */
export function Secrets() {
  const { data, error, isPending } = useQuery(secretsQuery)
  const [deleting, setDeleting] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['secrets'] })
  const remove = async (name: string) => {
    setDeleting(undefined)
    try {
      await client.secrets.delete({ name })
      await refresh()
    } catch (failure) {
      setProblem(failure)
    }
  }
  return (
    <div className="flex flex-col gap-4">
      {isPending && <SkeletonRows rows={2} rowClass="h-14" label="Loading the secrets" />}
      {error && <ProblemNotice error={error} />}
      {problem !== undefined && <ProblemNotice error={problem} />}
      {data && data.length > 0 && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-plaster">
          {data.map(({ name, updatedAt }) => (
            <li key={name} className="flex items-center justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <code className="font-mono text-[0.875rem] font-medium break-all">{name}</code>
                <p className="text-sm text-shade">saved {date(updatedAt)}</p>
              </div>
              <Button kind="danger" onClick={() => setDeleting(name)} aria-label={`Delete ${name}`}>
                Delete
              </Button>
            </li>
          ))}
        </ul>
      )}
      <NewSecret onSaved={refresh} />
      <Confirm
        open={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        onConfirm={() => deleting && remove(deleting)}
        title={`Delete ${deleting ?? ''}?`}
        action="Delete the secret"
      >
        Whatever uses it stops working. The value cannot be brought back.
      </Confirm>
    </div>
  )
}
