import { reindex } from '../models/index.ts'
import { type MemoryPorts, searchable } from './remember.ts'
import { findStale, saveVectors } from './store.ts'

/** Makes the vectors of a workspace's memories anew where another embedder made them; answers how many. */
export const reindexMemories = ({ db, embedder }: MemoryPorts, signal?: AbortSignal): Promise<number> =>
  reindex(
    embedder,
    {
      find: limit => findStale(db, embedder, limit),
      textOf: row => searchable(row.key, row.value),
      save: vectors => saveVectors(db, embedder, vectors),
    },
    signal,
  )
