import { reindex } from '../models/index.ts'
import { type KnowledgePorts, meaningOf } from './add.ts'
import { findStale, saveVectors } from './store.ts'

/** Makes the vectors of a workspace's documents anew where another embedder made them; answers how many. */
export const reindexDocuments = (
  { db, embedder }: Pick<KnowledgePorts, 'db' | 'embedder'>,
  signal?: AbortSignal,
): Promise<number> =>
  reindex(
    embedder,
    {
      find: limit => findStale(db, embedder, limit),
      textOf: row => meaningOf(row),
      save: vectors => saveVectors(db, embedder, vectors),
    },
    signal,
  )
