import type { EventType, RunEvent } from '@loggia/sdk'
import type { Part } from './view.ts'

type Messages = Extract<RunEvent, { type: EventType.MESSAGES_SNAPSHOT }>['messages']

/** What a late reader is given at once: the answer to the last user message, as far as it came. */
export function snapshotParts(messages: Messages): Part[] {
  const parts: Part[] = []
  for (const message of messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1)) {
    if (message.role === 'assistant') {
      if (typeof message.content === 'string' && message.content) {
        parts.push({ kind: 'text', id: message.id, text: message.content, open: false })
      }
      for (const call of message.toolCalls ?? []) {
        const { name, arguments: input } = call.function
        parts.push({ kind: 'tool', id: call.id, name, input, state: 'running' })
      }
    } else if (message.role === 'reasoning') {
      parts.push({ kind: 'reasoning', id: message.id, text: message.content, open: false })
    } else if (message.role === 'tool') {
      const call = parts.find(part => part.kind === 'tool' && part.id === message.toolCallId)
      if (call?.kind === 'tool') {
        call.state = message.error ? 'failed' : 'done'
        call.output = typeof message.content === 'string' ? message.content : ''
      }
    }
  }
  return parts
}
