import { z } from 'zod'
import { memoryScope } from '../definition.ts'
import { provenance } from '../events/custom.ts'
import { id, instant, nothing, operation, page, paging } from './operation.ts'

const tag = 'Memory'
const agentName = z.string().max(100).describe('Id or handle.')

/** The longest key and value of a memory, in characters. */
export const maxMemoryKey = 200
export const maxMemoryValue = 4_000

/** One thing an agent learned, with where it came from. */
export const memory = z.object({
  id,
  agentId: id,
  scope: memoryScope,
  conversationId: id.optional(),
  key: z.string(),
  value: z.string(),
  provenance,
  createdAt: instant,
  updatedAt: instant,
})
export type Memory = z.infer<typeof memory>

export const reindexed = z.object({
  embedder: z.string().describe('Id of the embedder that made the vectors anew.'),
  count: z.number().int().describe('How many were made anew.'),
})

export const memories = {
  list: operation({
    method: 'GET',
    path: '/api/agents/{agent}/memories',
    summary: 'Lists what an agent remembers for itself and about you, newest first.',
    description: 'What it remembers about other people is theirs to see.',
    tag,
    access: 'memory:read',
    errors: ['not_found'],
    input: paging.extend({ agent: agentName, scope: memoryScope.optional() }),
    output: page(memory),
  }),
  delete: operation({
    method: 'DELETE',
    path: '/api/memories/{memory}',
    summary: 'Makes an agent forget one thing, for good.',
    tag,
    access: 'memory:write',
    errors: ['not_found'],
    input: z.object({ memory: id }),
    output: nothing,
  }),
  reindex: operation({
    method: 'POST',
    path: '/api/memories/reindex',
    summary: "Makes the vectors of the workspace's memories anew after a change of embedder.",
    tag,
    access: 'memory:write',
    input: nothing,
    output: reindexed,
  }),
}
