import { createHash } from 'node:crypto'
import { type DocumentMediaType, type Embedder, type IdNoun, LoggiaError } from '@loggia/contract'
import { embedAll, termsOf } from '../models/index.ts'
import type { TenantSql } from '../platform/index.ts'
import { cut } from './cut.ts'
import { readDocument } from './read.ts'
import { countChunks, insertDocument, type StoredDocument } from './store.ts'

/** The most passages of one document and of all documents of an agent. */
const maxChunks = { document: 5_000, agent: 20_000 }

export interface KnowledgePorts {
  db: TenantSql
  embedder: Embedder
  now(): number
  newId(noun: IdNoun): string
}

export interface GivenDocument {
  agentId: string
  title: string
  bytes: Uint8Array
  mediaType: DocumentMediaType
  addedBy: string
}

/** What is embedded of a passage: its nearest heading too; those above would make all passages alike. */
export const meaningOf = (chunk: { heading: string; text: string }): string =>
  `${chunk.heading.split(' > ').at(-1)}\n${chunk.text}`

/** What full text search sees of a passage. */
const termsIn = (chunk: { heading: string; text: string }): string =>
  termsOf(`${chunk.heading}\n${chunk.text}`).join(' ')

/**
 * Reads, cuts, embeds and stores a document. Throws what reading throws, `payload_too_large` beyond 5,000
 * passages (20,000 of the agent), and `conflict` when the agent has the same document already.
 */
export async function addDocument(
  ports: KnowledgePorts,
  given: GivenDocument,
  signal?: AbortSignal,
): Promise<StoredDocument> {
  const { db, embedder } = ports
  const chunks = cut(await readDocument(given, signal))
  await refuseTooMany(db, given.agentId, chunks.length)
  const vectors = await embedAll(embedder, chunks.map(meaningOf), signal)
  const stored = await insertDocument(
    db,
    {
      id: ports.newId('document'),
      agentId: given.agentId,
      title: given.title,
      mediaType: given.mediaType,
      bytes: given.bytes.byteLength,
      hash: createHash('sha256').update(given.bytes).digest('hex'),
      addedBy: given.addedBy,
      now: ports.now(),
    },
    chunks.map((chunk, index) => ({
      ...chunk,
      id: ports.newId('chunk'),
      terms: termsIn(chunk),
      vector: vectors[index] ?? new Float32Array(0),
    })),
    embedder,
  )
  if (stored) return stored
  throw new LoggiaError('conflict', { detail: 'The agent has a document with the same content already.' })
}

async function refuseTooMany(db: TenantSql, agentId: string, added: number): Promise<void> {
  if (added > maxChunks.document) {
    throw new LoggiaError('payload_too_large', {
      detail: `The document has ${added} passages; ${maxChunks.document} are the most. Split it.`,
    })
  }
  if ((await countChunks(db, agentId)) + added > maxChunks.agent) {
    throw new LoggiaError('payload_too_large', {
      detail: `The agent's documents would have more than ${maxChunks.agent} passages. Delete some first.`,
    })
  }
}
