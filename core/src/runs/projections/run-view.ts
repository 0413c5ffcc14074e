import { EventType, type RunEvent } from '@loggia/contract'

type MessagesSnapshot = Extract<RunEvent, { type: EventType.MESSAGES_SNAPSHOT }>
type SnapshotMessage = MessagesSnapshot['messages'][number]
type AssistantMessage = Extract<SnapshotMessage, { role: 'assistant' }>
type Start<Type extends EventType> = Extract<RunEvent, { type: Type }>

/** What a reader who has read a log up to some event knows: the messages so far, and what is still open. */
export interface RunView {
  started: Start<EventType.RUN_STARTED> | undefined
  messages: SnapshotMessage[]
  /** The START events of whatever has not ended, by key, in the order they came. */
  open: Map<string, RunEvent>
  ended: boolean
}

/** The view before the first event. */
export const emptyView = (): RunView => ({ started: undefined, messages: [], open: new Map(), ended: false })

/** Folds one event into the view, in place; the same events always give the same view. */
export function foldEvent(view: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case EventType.RUN_STARTED:
      view.started = event
      break
    case EventType.RUN_FINISHED:
    case EventType.RUN_ERROR:
      view.ended = true
      view.open.clear()
      break
    case EventType.STEP_STARTED:
      view.open.set(`step ${event.stepName}`, event)
      break
    case EventType.STEP_FINISHED:
      view.open.delete(`step ${event.stepName}`)
      break
    case EventType.TEXT_MESSAGE_START:
      view.open.set(`text ${event.messageId}`, event)
      assistantMessage(view, event.messageId)
      break
    case EventType.TEXT_MESSAGE_CONTENT: {
      const message = assistantMessage(view, event.messageId)
      message.content = `${typeof message.content === 'string' ? message.content : ''}${event.delta}`
      break
    }
    case EventType.TEXT_MESSAGE_END:
      view.open.delete(`text ${event.messageId}`)
      break
    case EventType.REASONING_START:
      view.open.set(`reasoning ${event.messageId}`, event)
      break
    case EventType.REASONING_END:
      view.open.delete(`reasoning ${event.messageId}`)
      break
    case EventType.REASONING_MESSAGE_START:
      view.open.set(`thought ${event.messageId}`, event)
      view.messages.push({ id: event.messageId, role: 'reasoning', content: '' })
      break
    case EventType.REASONING_MESSAGE_CONTENT: {
      const thought = view.messages.find(message => message.id === event.messageId)
      if (thought?.role === 'reasoning') thought.content += event.delta
      break
    }
    case EventType.REASONING_MESSAGE_END:
      view.open.delete(`thought ${event.messageId}`)
      break
    case EventType.TOOL_CALL_START: {
      view.open.set(`tool ${event.toolCallId}`, event)
      const owner = assistantMessage(view, event.parentMessageId ?? event.toolCallId)
      owner.toolCalls ??= []
      owner.toolCalls.push({
        id: event.toolCallId,
        type: 'function',
        function: { name: event.toolCallName, arguments: '' },
      })
      break
    }
    case EventType.TOOL_CALL_ARGS: {
      const call = findToolCall(view, event.toolCallId)
      if (call) call.function.arguments += event.delta
      break
    }
    case EventType.TOOL_CALL_END:
      view.open.delete(`tool ${event.toolCallId}`)
      break
    case EventType.TOOL_CALL_RESULT:
      view.messages.splice(placeOfResult(view, event.toolCallId), 0, {
        id: event.messageId,
        role: 'tool',
        toolCallId: event.toolCallId,
        content: event.content,
        ...(event.metadata !== undefined && { metadata: event.metadata }),
      })
      break
    default:
      break
  }
  return view
}

function assistantMessage(view: RunView, id: string): AssistantMessage {
  const found = view.messages.find(message => message.id === id)
  if (found?.role === 'assistant') return found
  const made: AssistantMessage = { id, role: 'assistant' }
  view.messages.push(made)
  return made
}

function findToolCall(view: RunView, id: string) {
  for (const message of view.messages) {
    const call = message.role === 'assistant' && message.toolCalls?.find(candidate => candidate.id === id)
    if (call) return call
  }
  return undefined
}

/** AG-UI's client puts a result behind the message that made the call, after the results already there. */
function placeOfResult(view: RunView, toolCallId: string): number {
  const owner = view.messages.findIndex(
    message => message.role === 'assistant' && message.toolCalls?.some(call => call.id === toolCallId),
  )
  if (owner === -1) return view.messages.length
  const after = view.messages.findIndex((message, index) => index > owner && message.role !== 'tool')
  return after === -1 ? view.messages.length : after
}
