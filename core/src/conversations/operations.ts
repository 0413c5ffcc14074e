import { type Conversation, LoggiaError, type Message } from '@loggia/contract'
import { requireAgent } from '../agents/index.ts'
import { authorise, type Context, reaches, requireUser } from '../identity/index.ts'
import * as store from './store.ts'

export const presentConversation = (conversation: store.StoredConversation): Conversation => ({
  id: conversation.id,
  agentId: conversation.agent_id,
  title: conversation.title,
  ...(conversation.live_run_id !== null && { liveRunId: conversation.live_run_id }),
  waiting: conversation.waiting,
  createdAt: conversation.created_at.toISOString(),
  updatedAt: conversation.updated_at.toISOString(),
})

export const presentMessage = (message: store.StoredMessage): Message => ({
  id: message.id,
  conversationId: message.conversation_id,
  role: message.role,
  parts: message.parts,
  ...(message.run_id !== null && { runId: message.run_id }),
  createdAt: message.created_at.toISOString(),
})

/** The conversation of the actor. Throws `not_found`, also for another person's or another agent's key. */
export async function requireConversation(context: Context, id: string): Promise<store.StoredConversation> {
  const conversation = await store.findConversation(context.db, id, requireUser(context))
  if (!conversation || !reaches(context.actor, conversation.agent_id)) {
    throw new LoggiaError('not_found', { detail: `There is no conversation "${id}" of yours.` })
  }
  return conversation
}

/** Pages go back in time: the cursor is the last item's `updatedAt|id`. */
function readCursor(after: string | undefined): { updatedAt: string; id: string } | undefined {
  if (after === undefined) return undefined
  const [updatedAt = '', id = ''] = after.split('|')
  if (Number.isNaN(Date.parse(updatedAt)) || id === '') {
    throw new LoggiaError('invalid_input', {
      detail: 'after is not the `next` of a former page.',
      fields: ['after: unknown'],
    })
  }
  return { updatedAt, id }
}

export const conversationOperations = {
  async list(
    context: Context,
    input: {
      agent?: string | undefined
      search?: string | undefined
      after?: string | undefined
      limit: number
    },
  ) {
    authorise(context.actor, 'conversations:read')
    const rows = await store.listConversations(context.db, {
      userId: requireUser(context),
      agentId: input.agent,
      agentIds: context.actor.kind === 'key' ? context.actor.agentIds : undefined,
      search: input.search || undefined,
      before: readCursor(input.after),
      limit: input.limit + 1,
    })
    const items = rows.slice(0, input.limit)
    const last = items.at(-1)
    const more = rows.length > input.limit && last
    return {
      items: items.map(presentConversation),
      ...(more && { next: `${last.updated_at.toISOString()}|${last.id}` }),
    }
  },

  async get(context: Context, input: { conversation: string }) {
    authorise(context.actor, 'conversations:read')
    return presentConversation(await requireConversation(context, input.conversation))
  },

  async create(context: Context, input: { agent: string; title?: string | undefined }) {
    authorise(context.actor, 'conversations:write')
    const agent = await requireAgent(context, input.agent)
    return presentConversation(await openConversation(context, agent.id, input.title ?? '', undefined))
  },

  async rename(context: Context, input: { conversation: string; title: string }) {
    authorise(context.actor, 'conversations:write')
    await requireConversation(context, input.conversation)
    await store.renameConversation(context.db, input.conversation, requireUser(context), input.title)
    return presentConversation(await requireConversation(context, input.conversation))
  },

  async messages(
    context: Context,
    input: { conversation: string; after?: string | undefined; limit: number },
  ) {
    authorise(context.actor, 'conversations:read')
    await requireConversation(context, input.conversation)
    const before = input.after === undefined ? undefined : Number(input.after)
    if (before !== undefined && !Number.isSafeInteger(before)) {
      throw new LoggiaError('invalid_input', {
        detail: 'after is not the `next` of a former page.',
        fields: ['after: unknown'],
      })
    }
    const rows = await store.listMessages(context.db, input.conversation, before, input.limit + 1)
    const more = rows.length > input.limit
    const items = more ? rows.slice(1) : rows
    return { items: items.map(presentMessage), ...(more && items[0] && { next: String(items[0].position) }) }
  },
}

/** The conversation that has this foreign key; undefined when there is none yet. */
export const findForeignConversation = (context: Context, agentId: string, foreignKey: string) =>
  store.findForeign(context.db, agentId, requireUser(context), foreignKey)

/** Makes a conversation, or answers the one that already has this foreign key. */
export async function openConversation(
  context: Context,
  agentId: string,
  title: string,
  foreignKey: string | undefined,
): Promise<store.StoredConversation> {
  const userId = requireUser(context)
  if (foreignKey !== undefined) {
    const existing = await store.findForeign(context.db, agentId, userId, foreignKey)
    if (existing) return existing
  }
  const id = context.newId('conversation')
  await store.insertConversation(context.db, {
    workspaceId: context.workspaceId,
    id,
    agentId,
    userId,
    title,
    foreignKey,
  })
  if (foreignKey === undefined) return requireConversation(context, id)
  const opened = await store.findForeign(context.db, agentId, userId, foreignKey)
  if (!opened) throw new LoggiaError('internal', { detail: 'The conversation that was just opened is gone.' })
  return opened
}
