import type { RunEvent } from '@loggia/sdk'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Payload } from '../../ui/payload.tsx'
import { condense, type EventLine } from './condense.ts'

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
            <Line line={line} />
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

/** The event itself is written out only while its line is open. */
function Line({ line }: { line: EventLine }) {
  const [open, setOpen] = useState(false)
  const { events } = line
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-9 list-none items-baseline gap-3 px-4 py-1.5 text-sm -outline-offset-2 hover:bg-stone/50 [&::-webkit-details-marker]:hidden">
        <span className="w-12 shrink-0 text-shade tabular-nums">{line.label}</span>
        <code className="shrink-0 font-mono text-[0.8125rem]">{line.type}</code>
        <span className="min-w-0 flex-1 truncate text-shade">{line.gist}</span>
      </summary>
      {open && (
        <div className="px-4 pb-3">
          <Payload label="Event" text={JSON.stringify(events.length === 1 ? events[0] : events, null, 2)} />
        </div>
      )}
    </details>
  )
}
