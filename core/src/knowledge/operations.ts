import { type Document, type Embedder, LoggiaError } from '@loggia/contract'
import { requireAgent } from '../agents/index.ts'
import { authorise, type Context, requireUser } from '../identity/index.ts'
import { addDocument, type GivenDocument } from './add.ts'
import { mediaTypeOf } from './read.ts'
import { reindexDocuments } from './reindex.ts'
import { searchKnowledge } from './search.ts'
import * as store from './store.ts'

export interface KnowledgeOperationPorts {
  /** Which embedder a workspace uses. */
  embedderOf(context: Context): Embedder | Promise<Embedder>
}

const present = (document: store.StoredDocument): Document => ({
  id: document.id,
  agentId: document.agent_id,
  title: document.title,
  mediaType: document.media_type,
  bytes: document.bytes,
  chunks: document.chunks,
  createdAt: document.created_at.toISOString(),
})

interface AddInput {
  agent: string
  title: string
  text: string
  mediaType: 'text/plain' | 'text/markdown'
}

/** The operations of the documents agents were given. */
export function knowledgeOperations(ports: KnowledgeOperationPorts) {
  const give = async (context: Context, agent: string, given: Omit<GivenDocument, 'agentId' | 'addedBy'>) => {
    authorise(context.actor, 'knowledge:write')
    const { id } = await requireAgent(context, agent)
    const { db, signal } = context
    const embedder = await ports.embedderOf(context)
    const addPorts = { db, embedder, now: () => context.now(), newId: context.newId }
    const document = { ...given, agentId: id, addedBy: requireUser(context) }
    return present(await addDocument(addPorts, document, signal))
  }

  return {
    async list(context: Context, input: { agent: string; after?: string | undefined; limit: number }) {
      authorise(context.actor, 'knowledge:read')
      const agent = await requireAgent(context, input.agent)
      const rows = await store.listDocuments(context.db, agent.id, input.after, input.limit + 1)
      const items = rows.slice(0, input.limit).map(present)
      const last = items.at(-1)
      return { items, ...(rows.length > input.limit && last && { next: last.id }) }
    },

    add: (context: Context, { agent, title, text, mediaType }: AddInput) =>
      give(context, agent, { title, mediaType, bytes: new TextEncoder().encode(text) }),

    /** The body of the request is the file. */
    upload: (context: Context, { agent, name }: { agent: string; name: string }, bytes: Uint8Array) =>
      give(context, agent, { title: name, mediaType: mediaTypeOf(name, bytes), bytes }),

    async delete(context: Context, input: { document: string }) {
      authorise(context.actor, 'knowledge:write')
      const document = await store.findDocument(context.db, input.document)
      if (!document)
        throw new LoggiaError('not_found', { detail: `There is no document "${input.document}".` })
      await requireAgent(context, document.agent_id)
      await store.deleteDocument(context.db, document.id)
      return {}
    },

    async search(context: Context, input: { agent: string; query: string; limit: number }) {
      authorise(context.actor, 'knowledge:read')
      const { id: agentId } = await requireAgent(context, input.agent)
      const searchPorts = { db: context.db, embedder: await ports.embedderOf(context) }
      const { query, limit } = input
      return { items: await searchKnowledge(searchPorts, { agentId, query, limit }, context.signal) }
    },

    async reindex(context: Context) {
      authorise(context.actor, 'knowledge:write')
      const embedder = await ports.embedderOf(context)
      const count = await reindexDocuments({ db: context.db, embedder }, context.signal)
      return { embedder: embedder.id, count }
    },
  }
}
