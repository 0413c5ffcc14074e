import type { Embedder } from '@loggia/contract'
import type { Row, Statement, TenantSql } from '../platform/index.ts'
import { assertSameSpace, unit } from './nearness.ts'
import { queryTerms } from './terms.ts'

/** Parts of SQL that ask how well a row of a table with `search` and `embedding` answers a query. */
export interface Match {
  /**
   * A select of one row, to be materialised as `asked`: `query` is a tsquery that any of the words
   * satisfies, `vector` the query's vector. Read once, because a vector is slow to read for each row.
   */
  asked: string
  /** Cosine of the row's vector and the query's; null where either has none. Refers to `asked`. */
  nearness: string
  /** What `asked` refers to: `$first` the words, `$first + 1` the vector. */
  values: [terms: string, vector: string | null]
}

const pgvector: Statement = {
  text: `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'vector'`,
}

/**
 * How to match a query against one of our searchable tables. `spaces` selects the `embedder` and
 * `dimensions` of the rows that will be searched. Throws `dimension_mismatch` when another embedder made
 * any of them. `first` is the number of the first of two parameters.
 */
export async function prepareMatch(
  db: TenantSql,
  ask: { query: string; embedder: Embedder; spaces: Statement; what: string; first: number },
  signal?: AbortSignal,
): Promise<Match> {
  const [spaces = [], extension = []] = await db.batch([ask.spaces, pgvector])
  assertSameSpace(ask.embedder, spaces.map(toSpace), ask.what)
  // With nothing to search, no vendor is asked for a vector.
  const [vector] = spaces.length > 0 ? await ask.embedder.embed([ask.query], signal) : []
  const schema = extension[0]?.schema
  const type = typeof schema === 'string' ? `${schema}.vector` : 'real[]'
  return {
    asked: `select ${anyWord(`$${ask.first}::text`)} as query, $${ask.first + 1}::text::real[]::${type} as vector`,
    nearness: typeof schema === 'string' ? byPgvector(schema) : byProduct,
    values: [queryTerms(ask.query).join(' '), vector ? vectorText(vector) : null],
  }
}

const toSpace = (row: Row) => ({ embedder: String(row.embedder), dimensions: Number(row.dimensions) })

/** Terms hold no "&", so each one in the text of the query is an operator. */
const anyWord = (terms: string) =>
  `replace((plainto_tsquery('simple', ${terms}) || plainto_tsquery('english', ${terms}))::text, '&', '|')::tsquery`

const byPgvector = (schema: string) =>
  `1 - (embedding::${schema}.vector operator(${schema}.<=>) asked.vector)`

/** Stored vectors have length one, so the sum of products is their cosine. */
const byProduct = '(select sum(pair.a * pair.b) from unnest(embedding, asked.vector) as pair(a, b))'

/** A vector as the text of a real[], of length one; null when it is all zeros. */
export function vectorText(vector: Float32Array): string | null {
  const normal = unit(vector)
  return normal.some(value => value !== 0) ? `{${normal.join(',')}}` : null
}
