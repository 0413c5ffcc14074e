import { EventType, type RunEvent } from '@loggia/contract'
import { emptyView, foldEvent } from './run-view.ts'

/**
 * What a plain AG-UI client must see before the events after `seen`: the run's start, every message so
 * far as one snapshot, and the START of whatever is still open. Followed by the rest of the log it is a
 * valid AG-UI stream, with no text doubled. These events are synthesized and carry no SSE ids.
 */
export function preludeFor(seen: Iterable<RunEvent>): RunEvent[] {
  const view = emptyView()
  for (const event of seen) foldEvent(view, event)
  if (!view.started) return []
  const snapshot: RunEvent[] =
    view.messages.length > 0 ? [{ type: EventType.MESSAGES_SNAPSHOT, messages: view.messages }] : []
  return [view.started, ...snapshot, ...view.open.values()]
}
