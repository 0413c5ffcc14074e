import type { Embedder } from '@loggia/contract'

/** How many texts one call of an embedder gets. */
const batch = 64

/** Embeds any number of texts, some at a time, in order. */
export async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let at = 0; at < texts.length; at += batch) {
    vectors.push(...(await embedder.embed(texts.slice(at, at + batch), signal)))
  }
  return vectors
}

/** Rows whose vectors another embedder made, and how to save their new ones. */
export interface StaleVectors<Row extends { id: string }> {
  /** Some stale rows; none when all are made anew. */
  find(limit: number): Promise<Row[]>
  textOf(row: Row): string
  save(vectors: { id: string; vector: Float32Array }[]): Promise<void>
}

/** Makes stale vectors anew, a batch at a time, so that it can be stopped and gone on with. Answers how many. */
export async function reindex<Row extends { id: string }>(
  embedder: Embedder,
  stale: StaleVectors<Row>,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await stale.find(batch)
    if (rows.length === 0) return count
    const vectors = await embedder.embed(rows.map(stale.textOf), signal)
    await stale.save(
      rows.map((row, index) => ({ id: row.id, vector: vectors[index] ?? new Float32Array(0) })),
    )
    count += rows.length
  }
}
