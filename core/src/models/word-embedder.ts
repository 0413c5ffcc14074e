import type { Embedder } from '@loggia/contract'
import { unit } from './nearness.ts'
import { type WordTable, wordTable } from './word-table.ts'
import { stemsOf, stopWords, wordsOf } from './words.ts'

/** Words more frequent than this share of all text lose weight (smooth inverse frequency). */
const frequencyPivot = 5e-4

/** The n-th most frequent word makes up about 1/(n * this) of all text (Zipf). */
const zipf = 10.5

/**
 * The embedded embedder `words-100`: the weighted mean of word vectors, with what all words have in common
 * taken out. English only, no model, no network; texts without a known word give zeros.
 */
export const wordEmbedder: Embedder = {
  id: 'words-100',
  dimensions: 100,
  async embed(texts, signal) {
    const table = await wordTable()
    const centre = centreOf(table)
    return texts.map(text => {
      signal?.throwIfAborted()
      return embedWords(table, centre, wordsOf(text))
    })
  },
}

function embedWords(table: WordTable, centre: Float32Array, words: string[]): Float32Array {
  const sum = new Float32Array(table.dimensions)
  for (const word of words) {
    const row = stopWords.has(word) ? undefined : findRow(table, word)
    if (row === undefined) continue
    const weight = frequencyPivot / (frequencyPivot + 1 / ((row + 1) * zipf))
    addRow(sum, table, row, weight)
    addTo(sum, centre, -weight)
  }
  return unit(sum)
}

function findRow(table: WordTable, word: string): number | undefined {
  const exact = table.rows.get(word)
  if (exact !== undefined) return exact
  const stem = stemsOf(word).find(candidate => table.rows.has(candidate))
  return stem === undefined ? undefined : table.rows.get(stem)
}

function addRow(sum: Float32Array, table: WordTable, row: number, weight: number): void {
  const at = row * table.dimensions
  addTo(sum, table.values.subarray(at, at + table.dimensions), weight * (table.scales[row] ?? 0))
}

function addTo(sum: Float32Array, values: Float32Array | Int8Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (values[i] ?? 0)
}

const centres = new WeakMap<WordTable, Float32Array>()

/** The mean of all rows: without it every two texts look alike. */
function centreOf(table: WordTable): Float32Array {
  const known = centres.get(table)
  if (known) return known
  const centre = new Float32Array(table.dimensions)
  for (let row = 0; row < table.rows.size; row++) addRow(centre, table, row, 1 / table.rows.size)
  centres.set(table, centre)
  return centre
}
