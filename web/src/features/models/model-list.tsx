import { useQuery } from '@tanstack/react-query'
import { count } from '../../lib/format.ts'
import { modelsQuery } from '../../lib/queries/models.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Scrollable } from '../../ui/scrollable.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'

/** The models that a provider offers to the key in use. */
export function ModelList({ provider }: { provider: string }) {
  const { data, error, isPending } = useQuery(modelsQuery(provider))
  return (
    <div className="mt-4 border-t border-line pt-4">
      {isPending && <SkeletonRows rows={3} rowClass="h-6" label="Asking for the models" />}
      {error && <ProblemNotice error={error} />}
      {data && (
        <>
          <p className="mb-2 text-sm text-shade">
            {data.length === 1 ? 'One model' : `${count(data.length)} models`} for this key
          </p>
          <Scrollable
            as="ul"
            aria-label="Models"
            className="max-h-64 overflow-y-auto rounded-lg bg-wall px-3 py-2"
          >
            {data.map(model => (
              <li key={model.id} className="flex items-baseline justify-between gap-4 py-1">
                <code className="min-w-0 truncate font-mono text-[0.8125rem]">{model.id}</code>
                {model.contextWindow && (
                  <span className="shrink-0 text-sm text-shade tabular-nums">
                    {count(model.contextWindow)} tokens
                  </span>
                )}
              </li>
            ))}
          </Scrollable>
        </>
      )}
    </div>
  )
}
