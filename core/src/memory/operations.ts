import { type Embedder, LoggiaError, type Memory, type MemoryScope } from '@loggia/contract'
import { requireAgent } from '../agents/index.ts'
import { authorise, type Context, requireUser } from '../identity/index.ts'
import { reindexMemories } from './reindex.ts'
import * as store from './store.ts'

/** Which embedder a workspace uses; given by the composition root. */
export type EmbedderOf = (context: Context) => Embedder | Promise<Embedder>

const present = (memory: store.StoredMemory): Memory => ({
  id: memory.id,
  agentId: memory.agent_id,
  scope: memory.scope,
  ...(memory.conversation_id !== null && { conversationId: memory.conversation_id }),
  key: memory.key,
  value: memory.value,
  provenance: memory.provenance,
  createdAt: memory.created_at.toISOString(),
  updatedAt: memory.updated_at.toISOString(),
})

interface ListInput {
  agent: string
  scope?: MemoryScope | undefined
  after?: string | undefined
  limit: number
}

/** The operations of what agents remember. A person sees what is about them and what is the agent's own. */
export const memoryOperations = (ports: { embedderOf: EmbedderOf }) => ({
  async list(context: Context, input: ListInput) {
    authorise(context.actor, 'memory:read')
    const agent = await requireAgent(context, input.agent)
    const rows = await store.listMemories(context.db, {
      agentId: agent.id,
      userId: requireUser(context),
      scope: input.scope,
      after: input.after,
      limit: input.limit + 1,
    })
    const items = rows.slice(0, input.limit).map(present)
    const last = items.at(-1)
    return { items, ...(rows.length > input.limit && last && { next: last.id }) }
  },

  async delete(context: Context, input: { memory: string }) {
    authorise(context.actor, 'memory:write')
    const memory = await store.findMemory(context.db, input.memory, requireUser(context))
    if (!memory) {
      throw new LoggiaError('not_found', {
        detail: `There is no memory "${input.memory}" that is yours to see.`,
      })
    }
    await requireAgent(context, memory.agent_id)
    await store.deleteMemory(context.db, memory.id)
    return {}
  },

  async reindex(context: Context) {
    authorise(context.actor, 'memory:write')
    const embedder = await ports.embedderOf(context)
    const count = await reindexMemories({ db: context.db, embedder }, context.signal)
    return { embedder: embedder.id, count }
  },
})
