import type { Message } from '@loggia/sdk'

/** A user's message and all stored messages that answer it. */
export interface Turn {
  question: Message | undefined
  answers: Message[]
}

/** Groups messages, oldest first, into turns. An answer without its question (an older page) stands alone. */
export function groupTurns(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = []
  for (const message of messages) {
    const last = turns.at(-1)
    if (message.role === 'user') turns.push({ question: message, answers: [] })
    else if (last) last.answers.push(message)
    else turns.push({ question: undefined, answers: [message] })
  }
  return turns
}

/** The plain text of a message, as it is copied. */
export const textOf = (messages: readonly Message[]): string =>
  messages
    .flatMap(message => message.parts)
    .flatMap(part => (part.type === 'text' ? part.text : []))
    .join('\n\n')
