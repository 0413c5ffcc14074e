import type { RunEvent } from '@loggia/sdk'
import { useEffect, useState } from 'react'
import { client } from '../../lib/client.ts'
import { continueLog, emptyLog } from '../../lib/runs/log.ts'

/** The events of a run from its first on, live until its end. */
export function useRunEvents(run: string): { events: readonly RunEvent[]; problem: unknown; ended: boolean } {
  const [events, setEvents] = useState<readonly RunEvent[]>([])
  const [problem, setProblem] = useState<unknown>()
  const [ended, setEnded] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    let log = emptyLog()
    const read = async () => {
      for await (const lines of client.runs.events({ run }, { signal: stop.signal }).batches()) {
        log = continueLog(
          log,
          lines.map(line => line.event),
        )
        setEvents([...log.events])
      }
      setEnded(true)
    }
    read().catch(error => !stop.signal.aborted && setProblem(error))
    return () => stop.abort()
  }, [run])
  return { events, problem, ended }
}
