import { EventType, type RunEvent } from '@loggia/sdk'
import { foldRun } from './fold.ts'
import { emptyRun, type RunView } from './view.ts'

/** A run's events as far as this reader has them, from the first on, and what they show. */
export interface RunLog {
  /** `events[n]` has seq `n + 1`; grown in place, so only the newest log of a run may be continued. */
  events: RunEvent[]
  view: RunView
}

export const emptyLog = (): RunLog => ({ events: [], view: emptyRun })

/** Takes in events in order. `log.reset` forgets what a crash lost: the log goes on after its `seq`. */
export function continueLog(log: RunLog, arrived: readonly RunEvent[]): RunLog {
  let { events, view } = log
  for (const event of arrived) {
    if (event.type === EventType.CUSTOM && event.name === 'log.reset') {
      events = events.slice(0, Number((event.value as { seq?: unknown }).seq) || 0)
      view = events.reduce(foldRun, emptyRun)
    } else {
      events.push(event)
      view = foldRun(view, event)
    }
  }
  return { events, view }
}
