import type { ProviderStatus } from '@loggia/sdk'
import { useQuery } from '@tanstack/react-query'
import { providersQuery } from '../../lib/queries/models.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ProviderCard } from './provider-card.tsx'

/** Which model answers when an agent names none, and why; then each provider with its key. */
export function ProviderList() {
  const { data, error, isPending } = useQuery(providersQuery)
  if (isPending) return <SkeletonRows rows={5} rowClass="h-24" label="Loading the model providers" />
  if (error) return <ProblemNotice error={error} />
  const { automatic, items } = data
  const offline = automatic.provider === 'offline'
  const sorted = items.toSorted(
    (a, b) => rank(a.id === automatic.provider, a) - rank(b.id === automatic.provider, b),
  )
  return (
    <div className="flex flex-col gap-8">
      <Notice
        tone={offline ? 'attention' : 'info'}
        title={
          offline
            ? 'The offline model answers for now.'
            : `${automatic.model} answers unless an agent names another.`
        }
      >
        <p className="text-shade">
          {automatic.why}{' '}
          {offline &&
            'It is a small set of rules, good for trying things out. Paste a key below for a real model.'}
        </p>
      </Notice>
      <ul className="flex flex-col gap-3">
        {sorted.map(provider => (
          <ProviderCard
            key={provider.id}
            provider={provider}
            answering={provider.id === automatic.provider}
          />
        ))}
      </ul>
    </div>
  )
}

/** Who answers stands first, then who could, then who lacks a key. */
const rank = (answers: boolean, { source }: ProviderStatus): number =>
  answers ? 0 : source === 'none' ? 2 : 1
