import type { DocumentMediaType } from '@loggia/contract'
import { type Candidate, type Match, vectorText } from '../models/index.ts'
import type { Statement, TenantSql } from '../platform/index.ts'

export interface StoredDocument {
  id: string
  agent_id: string
  title: string
  media_type: DocumentMediaType
  bytes: number
  chunks: number
  created_at: Date
}

export interface NewDocument {
  id: string
  agentId: string
  title: string
  mediaType: DocumentMediaType
  bytes: number
  /** SHA-256 of the bytes, in hex. */
  hash: string
  addedBy: string
  /** Milliseconds since 1970. */
  now: number
}

export interface NewChunk {
  id: string
  position: number
  heading: string
  page?: number
  text: string
  terms: string
  vector: Float32Array
}

const columns = 'id, agent_id, title, media_type, bytes, chunks, created_at'

/** Stores a document with its chunks; `undefined` when the agent has a document of the same bytes already. */
export async function insertDocument(
  db: TenantSql,
  document: NewDocument,
  chunks: readonly NewChunk[],
  embedder: { id: string; dimensions: number },
): Promise<StoredDocument | undefined> {
  const [inserted = []] = await db.batch([
    {
      text: `insert into loggia.documents
          (workspace_id, id, agent_id, title, media_type, bytes, hash, chunks, added_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::timestamptz)
        on conflict (workspace_id, agent_id, hash) do nothing returning ${columns}`,
      values: [
        db.workspaceId,
        document.id,
        document.agentId,
        document.title,
        document.mediaType,
        document.bytes,
        document.hash,
        chunks.length,
        document.addedBy,
        new Date(document.now).toISOString(),
      ],
    },
    ...slices(chunks, 200).map(part => insertChunks(db.workspaceId, document, part, embedder)),
  ])
  return inserted[0] as StoredDocument | undefined
}

/** Inserts nothing where the document was not stored, because it is there already. */
function insertChunks(
  workspaceId: string,
  document: NewDocument,
  chunks: readonly NewChunk[],
  embedder: { id: string; dimensions: number },
): Statement {
  const rows = chunks.map(({ vector, ...chunk }) => ({ ...chunk, embedding: vectorText(vector) }))
  return {
    text: `insert into loggia.chunks (workspace_id, id, document_id, agent_id, position, heading, page, text,
        terms, embedder, dimensions, embedding)
      select d.workspace_id, c.id, d.id, d.agent_id, c.position, c.heading, c.page, c.text,
        c.terms, $3::text, $4::integer, c.embedding::real[]
      from loggia.documents d, jsonb_to_recordset($5::jsonb) as c(
        id text, position integer, heading text, page integer, text text, terms text, embedding text)
      where d.workspace_id = $1 and d.id = $2`,
    values: [workspaceId, document.id, embedder.id, embedder.dimensions, JSON.stringify(rows)],
  }
}

export const countChunks = async (db: TenantSql, agentId: string): Promise<number> => {
  const [row] = await db.query<{ count: number }>(
    'select count(*) as count from loggia.chunks where agent_id = $1',
    [agentId],
  )
  return row?.count ?? 0
}

/** Documents of an agent, newest first, older than the id given. */
export const listDocuments = (
  db: TenantSql,
  agentId: string,
  after: string | undefined,
  limit: number,
): Promise<StoredDocument[]> =>
  db.query(
    `select ${columns} from loggia.documents where agent_id = $1 and ($2::text is null or id < $2)
      order by id desc limit $3`,
    [agentId, after ?? null, limit],
  )

/** The agent a document belongs to. */
export const findDocument = async (db: TenantSql, id: string): Promise<StoredDocument | undefined> =>
  (await db.query<StoredDocument>(`select ${columns} from loggia.documents where id = $1`, [id]))[0]

export const deleteDocument = async (db: TenantSql, id: string): Promise<void> => {
  await db.query('delete from loggia.documents where id = $1', [id])
}

/** Selects by which embedders an agent's chunks were made. */
export const spacesOf = (agentId: string): Statement => ({
  text: 'select distinct embedder, dimensions from loggia.chunks where agent_id = $1',
  values: [agentId],
})

export interface FoundChunk extends Candidate {
  documentId: string
  title: string
  position: number
  heading: string
  page: number | null
  text: string
}

/** The number of the first parameter that a match may use in `findMatches`. */
export const firstMatchParameter = 2

/** The fifty chunks that match best by words, and the fifty nearest in meaning. */
export const findMatches = (db: TenantSql, agentId: string, match: Match): Promise<FoundChunk[]> =>
  db.query(
    `with asked as materialized (${match.asked}),
      worded as (
        select id, ts_rank(search, query, 1) as rank from loggia.chunks, asked
        where agent_id = $1 and search @@ query order by rank desc, id limit 50),
      near as (
        select id, nearness from (
          select id, ${match.nearness} as nearness from loggia.chunks, asked where agent_id = $1) as measured
        where nearness is not null order by nearness desc, id limit 50)
    select c.id, c.document_id as "documentId", d.title, c.position, c.heading, c.page, c.text,
      worded.rank as "textRank", near.nearness
    from worded full join near using (id)
      join loggia.chunks c using (id)
      join loggia.documents d on d.workspace_id = c.workspace_id and d.id = c.document_id`,
    [agentId, ...match.values],
  )

/** Chunks whose vectors another embedder made, at most `limit`. */
export const findStale = (
  db: TenantSql,
  embedder: { id: string; dimensions: number },
  limit: number,
): Promise<{ id: string; title: string; heading: string; text: string }[]> =>
  db.query(
    `select c.id, d.title, c.heading, c.text from loggia.chunks c
      join loggia.documents d on d.workspace_id = c.workspace_id and d.id = c.document_id
      where c.embedder <> $1 or c.dimensions <> $2 order by c.id limit $3`,
    [embedder.id, embedder.dimensions, limit],
  )

/** Gives chunks their new vectors. */
export const saveVectors = async (
  db: TenantSql,
  embedder: { id: string; dimensions: number },
  vectors: readonly { id: string; vector: Float32Array }[],
): Promise<void> => {
  await db.query(
    `update loggia.chunks c set embedder = $1, dimensions = $2::integer, embedding = v.embedding::real[]
      from jsonb_to_recordset($3::jsonb) as v(id text, embedding text) where c.id = v.id`,
    [
      embedder.id,
      embedder.dimensions,
      JSON.stringify(vectors.map(({ id, vector }) => ({ id, embedding: vectorText(vector) }))),
    ],
  )
}

const slices = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
