import type { Embedder, Passage } from '@loggia/contract'
import { prepareMatch, rank } from '../models/index.ts'
import type { TenantSql } from '../platform/index.ts'
import { quoteFrom } from './quote.ts'
import * as store from './store.ts'

/**
 * The passages of an agent's documents that answer a query by words and by meaning, best first, each with
 * its citation. Throws `dimension_mismatch` when another embedder made any of them.
 */
export async function searchKnowledge(
  ports: { db: TenantSql; embedder: Embedder },
  ask: { agentId: string; query: string; limit: number },
  signal?: AbortSignal,
): Promise<Passage[]> {
  const { db, embedder } = ports
  const spaces = store.spacesOf(ask.agentId)
  const first = store.firstMatchParameter
  const match = await prepareMatch(
    db,
    { query: ask.query, embedder, spaces, what: 'documents', first },
    signal,
  )
  const found = await store.findMatches(db, ask.agentId, match)
  return rank(found, ask.limit).map(chunk => ({
    documentId: chunk.documentId,
    title: chunk.title,
    chunk: chunk.position,
    quote: quoteFrom(chunk.text, ask.query),
    heading: chunk.heading,
    ...(chunk.page !== null && { page: chunk.page }),
    text: chunk.text,
    score: chunk.score,
  }))
}
