import {
  type CustomEventValue,
  type Embedder,
  LoggiaError,
  type MemoryScope,
  type Provenance,
} from '@loggia/contract'
import { prepareMatch, rank, termsOf } from '../models/index.ts'
import type { TenantSql } from '../platform/index.ts'
import { describeChange } from './change.ts'
import type { Subject } from './scope.ts'
import * as store from './store.ts'

/** What remembering, recalling and forgetting act through. */
export interface MemoryPorts {
  db: TenantSql
  embedder: Embedder
}

export interface Remembered {
  id: string
  scope: MemoryScope
  key: string
  value: string
  provenance: Provenance
  /** Milliseconds since 1970. */
  now: number
}

/**
 * Stores a value under a key of a scope, replacing the former one, and answers the value of the event
 * `memory.written`. Throws `conflict` when the scope is full.
 */
export async function remember(
  ports: MemoryPorts,
  subject: Subject,
  memory: Remembered,
  signal?: AbortSignal,
): Promise<CustomEventValue<'memory.written'>> {
  const text = searchable(memory.key, memory.value)
  const [vector = new Float32Array(0)] = await ports.embedder.embed([text], signal)
  const { id, dimensions } = ports.embedder
  const written = await store.putMemory(ports.db, subject, {
    ...memory,
    embedder: { id, dimensions },
    vector,
    terms: termsOf(text).join(' '),
  })
  if (written === 'full') {
    throw new LoggiaError('conflict', {
      detail: `There are ${store.maxMemories} memories of this scope already; forget some first.`,
    })
  }
  return describeChange({ ...memory, before: written.before, after: memory.value })
}

/** What is embedded and indexed: the words of the key say what the value is about. */
export const searchable = (key: string, value: string): string => `${key.replace(/[_.-]+/g, ' ')}: ${value}`

export interface Recalled {
  key: string
  scope: MemoryScope
  value: string
  provenance: Provenance
  /** Milliseconds since 1970 of the last write. */
  updatedAt: number
  /** 0 to 1; 1 is first by words and by meaning, and what a recall without a query gives everything. */
  score: number
}

/**
 * What a subject remembers that answers the query, best first; without a query, what was written last.
 * Throws `dimension_mismatch` when another embedder made any of it.
 */
export async function recall(
  ports: MemoryPorts,
  subject: Subject,
  scopes: readonly MemoryScope[],
  ask: { query: string; limit: number },
  signal?: AbortSignal,
): Promise<Recalled[]> {
  const { db, embedder } = ports
  if (ask.query.trim() === '') {
    const latest = await store.findLatest(db, subject, scopes, ask.limit)
    return latest.map(row => present({ ...row, score: 1 }))
  }
  const spaces = store.spacesOf(subject, scopes)
  const first = store.firstMatchParameter
  const match = await prepareMatch(
    db,
    { query: ask.query, embedder, spaces, what: 'memories', first },
    signal,
  )
  return rank(await store.findMatches(db, subject, scopes, match), ask.limit).map(present)
}

const present = (row: store.StoredMemory & { score: number }): Recalled => ({
  key: row.key,
  scope: row.scope,
  value: row.value,
  provenance: row.provenance,
  updatedAt: row.updated_at.getTime(),
  score: row.score,
})

/** Deletes what a subject remembers under a key, and answers one `memory.forgotten` value per deleted row. */
export async function forget(
  db: TenantSql,
  subject: Subject,
  scopes: readonly MemoryScope[],
  ask: { key: string; provenance: Provenance },
): Promise<CustomEventValue<'memory.forgotten'>[]> {
  const taken = await store.takeMemories(db, subject, scopes, ask.key)
  return taken.map(row => describeChange({ ...ask, scope: row.scope, before: row.value }))
}
