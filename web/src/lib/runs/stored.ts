import type { Message } from '@loggia/sdk'
import type { Part } from './view.ts'

/** The parts of stored messages of one answer, as a live run would show them; calls joined with their results. */
export function storedParts(messages: readonly Message[], waiting: ReadonlySet<string>): Part[] {
  const parts: Part[] = []
  for (const message of messages) {
    message.parts.forEach((part, index) => {
      const id = `${message.id}-${index}`
      if (part.type === 'text') parts.push({ kind: 'text', id, text: part.text, open: false })
      else if (part.type === 'reasoning') parts.push({ kind: 'reasoning', id, text: part.text, open: false })
      else if (part.type === 'tool-call') {
        const input = typeof part.input === 'string' ? part.input : JSON.stringify(part.input, null, 2)
        const state = waiting.has(part.toolCallId) ? 'waiting' : 'stopped'
        parts.push({ kind: 'tool', id: part.toolCallId, name: part.toolName, input, state })
      } else if (part.type === 'tool-result') {
        const call = parts.findLast(other => other.kind === 'tool' && other.id === part.toolCallId)
        if (call?.kind === 'tool') {
          call.output = part.output
          call.state = part.isError ? 'failed' : 'done'
        }
      }
    })
  }
  return parts
}
