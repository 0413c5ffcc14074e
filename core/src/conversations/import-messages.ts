import type { MessagePart } from '@loggia/contract'
import type { Context } from '../identity/index.ts'
import * as store from './store.ts'

/** What was said before a conversation came here, by whom. */
export interface EarlierMessage {
  role: 'user' | 'agent'
  text: string
}

/** Stores what was said elsewhere as the beginning of an empty conversation, in order. */
export async function importMessages(
  context: Context,
  conversationId: string,
  messages: readonly EarlierMessage[],
): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map(({ role, text }) => {
    const parts: MessagePart[] = [{ type: 'text', text }]
    return { id: context.newId('message'), role, parts, content: text }
  })
  await store.insertMessages(context.db, context.workspaceId, conversationId, rows)
}
