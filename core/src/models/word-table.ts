import { readFile } from 'node:fs/promises'

/** A table of word vectors in memory; rows are int8 and give floats back times the word's scale. */
export interface WordTable {
  readonly dimensions: number
  /** Word -> row; rows stand in order of frequency, so 0 is the most frequent word. */
  readonly rows: ReadonlyMap<string, number>
  readonly scales: Float32Array
  readonly values: Int8Array
}

/** Reads the layout that scripts/build-word-vectors.ts writes. Throws when the file is another kind or cut. */
export function parseWordTable(file: Uint8Array): WordTable {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const words = view.getUint32(4, true)
  const dimensions = view.getUint32(8, true)
  const listBytes = view.getUint32(12, true)
  const scalesAt = 16 + listBytes
  const valuesAt = scalesAt + words * 4
  const magic = new TextDecoder('latin1').decode(file.subarray(0, 4))
  if (magic !== 'LGV1' || file.byteLength !== valuesAt + words * dimensions) {
    throw new Error('The table of word vectors is damaged: its header does not fit its length.')
  }
  const list = new TextDecoder().decode(file.subarray(16, scalesAt)).trimEnd().split('\n')
  const scales = new Float32Array(words)
  for (let row = 0; row < words; row++) scales[row] = view.getFloat32(scalesAt + row * 4, true)
  return {
    dimensions,
    rows: new Map(list.map((word, row) => [word, row])),
    scales,
    values: new Int8Array(file.buffer, file.byteOffset + valuesAt, words * dimensions),
  }
}

let table: Promise<WordTable> | undefined

/** The committed table (20,000 English words, 100 dimensions), read once per process in about 12 ms. */
export function wordTable(): Promise<WordTable> {
  table ??= readFile(new URL('../../generated/word-vectors.bin', import.meta.url)).then(parseWordTable)
  return table
}
