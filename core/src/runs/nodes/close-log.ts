import { EventType, type RunEvent } from '@loggia/contract'
import { emptyView, foldEvent } from '../projections/index.ts'

/** The END events of all that a log has left open, innermost first. */
export function closingEvents(events: readonly RunEvent[]): RunEvent[] {
  const view = emptyView()
  for (const event of events) foldEvent(view, event)
  return [...view.open.values()].reverse().flatMap(closing)
}

function closing(start: RunEvent): RunEvent[] {
  switch (start.type) {
    case EventType.STEP_STARTED:
      return [{ type: EventType.STEP_FINISHED, stepName: start.stepName }]
    case EventType.TEXT_MESSAGE_START:
      return [{ type: EventType.TEXT_MESSAGE_END, messageId: start.messageId }]
    case EventType.REASONING_START:
      return [{ type: EventType.REASONING_END, messageId: start.messageId }]
    case EventType.REASONING_MESSAGE_START:
      return [{ type: EventType.REASONING_MESSAGE_END, messageId: start.messageId }]
    case EventType.TOOL_CALL_START:
      return [{ type: EventType.TOOL_CALL_END, toolCallId: start.toolCallId }]
    default:
      return []
  }
}
