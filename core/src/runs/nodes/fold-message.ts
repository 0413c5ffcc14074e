import { EventType, type MessagePart, type RunEvent } from '@loggia/contract'

type TextPart = Extract<MessagePart, { type: 'text' | 'reasoning' }>
type CallPart = Extract<MessagePart, { type: 'tool-call' }>

/**
 * The message that a run's events amount to, for a run that could not store it itself. What only the vendor
 * understands (signatures) is not in the log and is missing here.
 */
export function foldMessage(events: readonly RunEvent[]): MessagePart[] {
  const parts: MessagePart[] = []
  const texts = new Map<string, TextPart>()
  const calls = new Map<string, { part: CallPart; text: string }>()
  const startText = (id: string, part: TextPart) => {
    texts.set(id, part)
    parts.push(part)
  }
  for (const event of events) {
    switch (event.type) {
      case EventType.STEP_STARTED:
        if (parts.length > 0) parts.push({ type: 'step' })
        break
      case EventType.TEXT_MESSAGE_START:
        startText(event.messageId, { type: 'text', text: '' })
        break
      case EventType.REASONING_MESSAGE_START:
        startText(event.messageId, { type: 'reasoning', text: '' })
        break
      case EventType.TEXT_MESSAGE_CONTENT:
      case EventType.REASONING_MESSAGE_CONTENT: {
        const text = texts.get(event.messageId)
        if (text) text.text += event.delta
        break
      }
      case EventType.TOOL_CALL_START: {
        const { toolCallId, toolCallName: toolName } = event
        const part: CallPart = { type: 'tool-call', toolCallId, toolName, input: {} }
        calls.set(toolCallId, { part, text: '' })
        parts.push(part)
        break
      }
      case EventType.TOOL_CALL_ARGS: {
        const call = calls.get(event.toolCallId)
        if (call) call.text += event.delta
        break
      }
      case EventType.TOOL_CALL_RESULT: {
        const output = typeof event.content === 'string' ? event.content : JSON.stringify(event.content)
        const toolName = calls.get(event.toolCallId)?.part.toolName ?? 'unknown'
        const isError = event.metadata?.isError === true
        parts.push({ type: 'tool-result', toolCallId: event.toolCallId, toolName, output, isError })
        break
      }
      default:
    }
  }
  for (const { part, text } of calls.values()) part.input = parseArguments(text)
  return parts.filter(part => part.type !== 'text' || part.text !== '')
}

function parseArguments(text: string): CallPart['input'] {
  try {
    return JSON.parse(text === '' ? '{}' : text) as CallPart['input']
  } catch {
    return text
  }
}
