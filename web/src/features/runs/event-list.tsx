import type { RunEvent } from '@loggia/sdk'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Payload } from '../../ui/payload.tsx'
import { condense } from './condense.ts'

const first = 60

/** The log itself, one line an event; runs of deltas are drawn as one line that can be opened. */
export function EventList({ events }: { events: readonly RunEvent[] }) {
  const [all, setAll] = useState(false)
  const lines = condense(events)
  return (
    <>
      <ol className="overflow-hidden rounded-2xl border border-line bg-plaster">
        {lines.slice(0, all ? undefined : first).map(line => (
          <li key={line.seq} className="border-b border-line last:border-b-0">
            <details className="group/fold">
              <summary className="flex min-h-9 list-none items-baseline gap-3 px-4 py-1.5 text-sm -outline-offset-2 hover:bg-stone/50 [&::-webkit-details-marker]:hidden">
                <span className="w-12 shrink-0 text-shade tabular-nums">{line.label}</span>
                <code className="shrink-0 font-mono text-[0.8125rem]">{line.type}</code>
                <span className="min-w-0 flex-1 truncate text-shade">{line.gist}</span>
              </summary>
              <div className="px-4 pb-3">
                <Payload
                  label="Event"
                  text={JSON.stringify(line.events.length === 1 ? line.events[0] : line.events, null, 2)}
                />
              </div>
            </details>
          </li>
        ))}
      </ol>
      {!all && lines.length > first && (
        <Button kind="plain" className="mt-3" onClick={() => setAll(true)}>
          Show all {lines.length} lines
        </Button>
      )}
    </>
  )
}
