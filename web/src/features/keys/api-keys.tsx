import type { Client } from '@loggia/sdk'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { date } from '../../lib/format.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { NewKey } from './new-key.tsx'

type ApiKey = Awaited<ReturnType<Client['keys']['list']>>['items'][number]

const keysQuery = {
  queryKey: ['keys'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await client.keys.list({}, { signal })).items,
}

/** The person's API keys: make one, see what each may do, revoke it. */
export function ApiKeys() {
  const { data, error, isPending } = useQuery(keysQuery)
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey>()
  const [problem, setProblem] = useState<unknown>()
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['keys'] })
  const revoke = async (key: ApiKey) => {
    setRevoking(undefined)
    try {
      await client.keys.revoke({ key: key.id })
      await refresh()
    } catch (failure) {
      setProblem(failure)
    }
  }
  return (
    <div className="flex flex-col gap-4">
      {isPending && <SkeletonRows rows={2} rowClass="h-18" label="Loading your API keys" />}
      {error && <ProblemNotice error={error} />}
      {problem !== undefined && <ProblemNotice error={problem} />}
      {data?.length === 0 && (
        <p className="text-shade">No key yet. The command line and your own programs use one.</p>
      )}
      {data && data.length > 0 && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-plaster">
          {data.map(key => (
            <li key={key.id} className="flex items-center justify-between gap-4 px-5 py-4">
              <div className="min-w-0">
                <p className="font-medium">{key.name}</p>
                <p className="flex flex-wrap gap-x-4 text-sm text-shade">
                  <code className="font-mono text-[0.8125rem] leading-5">{key.hint}…</code>
                  <span>{scopesSay(key.scopes)}</span>
                  <span>{key.lastUsedAt ? `used ${date(key.lastUsedAt)}` : 'never used'}</span>
                  {key.expiresAt && <span>ends {date(key.expiresAt)}</span>}
                </p>
              </div>
              <Button kind="danger" onClick={() => setRevoking(key)} aria-label={`Revoke ${key.name}`}>
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button kind="primary" className="self-start" onClick={() => setMaking(true)}>
        <Plus aria-hidden="true" className="size-4" /> New API key
      </Button>
      {making && <NewKey onClose={() => setMaking(false)} onMade={refresh} />}
      <Confirm
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        onConfirm={() => revoking && revoke(revoking)}
        title={`Revoke “${revoking?.name ?? ''}”?`}
        action="Revoke the key"
      >
        Whatever uses it is refused from the next request on. A revoked key cannot be brought back.
      </Confirm>
    </div>
  )
}

const scopesSay = (scopes: readonly string[]): string =>
  scopes.length > 3 ? `${scopes.length} scopes` : scopes.join(', ')
