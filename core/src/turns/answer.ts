import type { LanguageModelStreamPart, MessagePart, RunEvent } from '@loggia/contract'
import { EventType } from '@loggia/contract'

/** A tool call as the model asked for it. */
export interface RequestedCall {
  toolCallId: string
  toolName: string
  /** Parsed JSON, or the text itself when it is not JSON. */
  input: unknown
}

type Vendor = Record<string, Record<string, never>>
type Open = {
  kind: 'text' | 'reasoning' | 'call'
  id: string
  name: string
  text: string
  vendor: Vendor | undefined
}

/**
 * Turns the parts of one model call into events and, beside them, into what is stored. `emit` is called
 * in order; `nextTextId` gives the message id of each block of text. Ids of tool calls are kept unless
 * the vendor repeats one within the run, then a suffix makes them unique.
 */
export function openAnswer(
  emit: (event: RunEvent) => void,
  nextTextId: () => string,
  usedCallIds: Set<string>,
) {
  const parts: MessagePart[] = []
  const calls: RequestedCall[] = []
  const open = new Map<string, Open>()
  const callNames = new Map<string, string>()
  let parentMessageId: string | undefined
  let characters = 0

  const uniqueCallId = (id: string): string => {
    let unique = id
    for (let copy = 2; usedCallIds.has(unique); copy++) unique = `${id}.${copy}`
    usedCallIds.add(unique)
    callNames.set(id, unique)
    return unique
  }

  const start = (kind: Open['kind'], key: string, name: string, vendor: Vendor | undefined): Open => {
    const id = kind === 'call' ? uniqueCallId(key) : nextTextId()
    const item: Open = { kind, id, name, text: '', vendor }
    open.set(`${kind}:${key}`, item)
    if (kind === 'text') {
      parentMessageId = id
      emit({ type: EventType.TEXT_MESSAGE_START, messageId: id, role: 'assistant' })
    } else if (kind === 'reasoning') {
      emit({ type: EventType.REASONING_START, messageId: id })
      emit({ type: EventType.REASONING_MESSAGE_START, messageId: id, role: 'reasoning' })
    } else {
      const parent = parentMessageId === undefined ? {} : { parentMessageId }
      emit({ type: EventType.TOOL_CALL_START, toolCallId: id, toolCallName: name, ...parent })
    }
    return item
  }

  const append = (item: Open, delta: string): void => {
    if (delta === '') return
    item.text += delta
    characters += delta.length
    if (item.kind === 'text') emit({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: item.id, delta })
    else if (item.kind === 'reasoning')
      emit({ type: EventType.REASONING_MESSAGE_CONTENT, messageId: item.id, delta })
    else emit({ type: EventType.TOOL_CALL_ARGS, toolCallId: item.id, delta })
  }

  const end = (key: string): void => {
    const item = open.get(key)
    if (!item) return
    open.delete(key)
    const vendor = item.vendor ? { vendor: item.vendor } : {}
    if (item.kind === 'text') {
      emit({ type: EventType.TEXT_MESSAGE_END, messageId: item.id })
      if (item.text !== '') parts.push({ type: 'text', text: item.text, ...vendor })
    } else if (item.kind === 'reasoning') {
      emit({ type: EventType.REASONING_MESSAGE_END, messageId: item.id })
      emit({ type: EventType.REASONING_END, messageId: item.id })
      if (item.text !== '' || item.vendor) parts.push({ type: 'reasoning', text: item.text, ...vendor })
    } else emit({ type: EventType.TOOL_CALL_END, toolCallId: item.id })
  }

  const completeCall = (key: string, name: string, input: string, vendor: Vendor | undefined): void => {
    let toolCallId = callNames.get(key)
    if (toolCallId === undefined) {
      const item = start('call', key, name, vendor)
      append(item, input)
      toolCallId = item.id
    }
    end(`call:${key}`)
    callNames.delete(key)
    const parsed = parseInput(input)
    calls.push({ toolCallId, toolName: name, input: parsed })
    parts.push({ type: 'tool-call', toolCallId, toolName: name, input: parsed, ...(vendor && { vendor }) })
  }

  return {
    parts,
    calls,
    /** How much the model has said so far. */
    get characters() {
      return characters
    },
    write(part: LanguageModelStreamPart): void {
      const vendor = 'providerMetadata' in part ? (part.providerMetadata as Vendor | undefined) : undefined
      switch (part.type) {
        case 'text-start':
          start('text', part.id, '', vendor)
          return
        case 'reasoning-start':
          start('reasoning', part.id, '', vendor)
          return
        case 'tool-input-start':
          start('call', part.id, part.toolName, vendor)
          return
        case 'text-delta':
        case 'reasoning-delta':
        case 'tool-input-delta': {
          const item = open.get(`${kinds[part.type]}:${part.id}`)
          if (!item) return
          item.vendor = merge(item.vendor, vendor)
          append(item, part.delta)
          return
        }
        case 'text-end':
        case 'reasoning-end': {
          const key = `${kinds[part.type]}:${part.id}`
          const item = open.get(key)
          if (item) item.vendor = merge(item.vendor, vendor)
          end(key)
          return
        }
        case 'tool-input-end':
          end(`call:${part.id}`)
          return
        case 'tool-call':
          if (!part.providerExecuted) completeCall(part.toolCallId, part.toolName, part.input, vendor)
          return
        default:
      }
    },
    /** Ends whatever is open, so that the log is well formed also when the model was cut off. */
    close(): void {
      for (const key of [...open.keys()]) end(key)
    },
  }
}

const kinds = {
  'text-delta': 'text',
  'text-end': 'text',
  'reasoning-delta': 'reasoning',
  'reasoning-end': 'reasoning',
  'tool-input-delta': 'call',
} as const

function merge(before: Vendor | undefined, more: Vendor | undefined): Vendor | undefined {
  if (!before || !more) return more ?? before
  const merged = { ...before }
  for (const [vendor, values] of Object.entries(more)) merged[vendor] = { ...merged[vendor], ...values }
  return merged
}

function parseInput(text: string): MessageInput {
  try {
    return JSON.parse(text === '' ? '{}' : text) as MessageInput
  } catch {
    return text
  }
}

type MessageInput = Extract<MessagePart, { type: 'tool-call' }>['input']
