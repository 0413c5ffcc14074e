import type { Message, MessagePart } from '@loggia/contract'

/** A message as the turn reads it, with what its files say. */
export interface HistoryMessage {
  role: Message['role']
  parts: readonly MessagePart[]
  /** Place in the conversation; counts up. */
  position: number
  /** What the model gets of the files of this message. */
  files?: readonly HistoryFile[]
}

export interface HistoryFile {
  name: string
  mediaType: string
  /** The text of it; absent for images. */
  text?: string
  /** The bytes, for images. */
  content?: Uint8Array
}

/** A user's message and all that answered it; never split. */
export interface HistoryTurn {
  messages: readonly HistoryMessage[]
  /** Of the last message. */
  lastPosition: number
}

/** Stands for every message up to and including `throughPosition`. */
export interface Summary {
  content: string
  throughPosition: number
}

/** Groups messages into turns: each begins with a user's message. */
export function groupTurns(messages: readonly HistoryMessage[]): HistoryTurn[] {
  const turns: { messages: HistoryMessage[]; lastPosition: number }[] = []
  for (const message of messages) {
    const current = turns.at(-1)
    if (message.role === 'user' || !current)
      turns.push({ messages: [message], lastPosition: message.position })
    else {
      current.messages.push(message)
      current.lastPosition = message.position
    }
  }
  return turns
}
