import type { Run } from '@loggia/sdk'
import { cost, count, duration } from '../../lib/format.ts'

/** What a run took, as five figures. */
export function Facts({ run }: { run: Run }) {
  const took = run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : undefined
  const facts: [name: string, value: string][] = [
    ['First token', run.firstTokenMs === undefined ? 'not yet' : duration(run.firstTokenMs)],
    ['Whole run', took === undefined ? 'running' : duration(took)],
    ['Tokens in', count(run.usage.inputTokens)],
    ['Tokens out', count(run.usage.outputTokens)],
    ['Cost', run.costUsd === undefined ? 'not known' : cost(run.costUsd)],
  ]
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-2xl border border-line bg-line sm:grid-cols-5">
      {facts.map(([name, value]) => (
        <div key={name} className="bg-plaster px-4 py-3.5 last:col-span-2 sm:last:col-span-1">
          <dt className="text-sm text-shade">{name}</dt>
          <dd className="mt-0.5 font-voice text-[1.6rem] leading-tight tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
