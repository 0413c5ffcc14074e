import { LoggiaError } from '@loggia/contract'
import { expect, test } from 'vitest'
import { fuseRankings } from './fuse.ts'
import { assertSameSpace, cosine } from './nearness.ts'
import { rank } from './rank.ts'
import { queryTerms, termsOf } from './terms.ts'
import { parseWordTable } from './word-table.ts'

test('cosine is 1 for the same direction, 0 for a right angle, -1 for the opposite', () => {
  expect(cosine([1, 2], [2, 4])).toBeCloseTo(1)
  expect(cosine([1, 0], [0, 3])).toBe(0)
  expect(cosine([1, 1], [-1, -1])).toBeCloseTo(-1)
})

test('vectors of different lengths are refused instead of compared', () => {
  expect(() => cosine([1, 2], [1, 2, 3])).toThrow(LoggiaError)
})

test('a change of embedder is an error that names both and the command that helps', () => {
  const present = { id: 'openai/text-embedding-3-small', dimensions: 1536 }
  const stored = [{ embedder: 'words-100', dimensions: 100 }]
  expect(() => assertSameSpace(present, stored, 'memories')).toThrow(
    /"words-100" \(100 dimensions\).*"openai\/text-embedding-3-small" \(1536\).*loggia doctor --reindex/,
  )
  expect(() => assertSameSpace(present, [], 'memories')).not.toThrow()
})

test('what two rankings place high comes before what only one of them knows', () => {
  const fused = fuseRankings([
    ['a', 'b', 'c'],
    ['c', 'b', 'd'],
  ])
  expect(fused.map(item => item.id)).toEqual(['c', 'b', 'a', 'd'])
  expect(fuseRankings([['a'], ['a']])).toEqual([{ id: 'a', score: 1 }])
  expect(fuseRankings([[], []])).toEqual([])
})

test('terms are words in lower case without accents, cut where a script has no spaces', () => {
  expect(termsOf('Das Café schließt um 18:30!')).toEqual(['das', 'cafe', 'schließt', 'um', '18', '30'])
  expect(termsOf('東京に住んでいます')).toContain('東京')
  expect(termsOf('หิวข้าว')).toContain('ข้าว')
})

test('a query drops words that say nothing, unless it has no others', () => {
  expect(queryTerms('What is the name of the cat? The cat!')).toEqual(['name', 'cat'])
  expect(queryTerms('to be')).toEqual(['to', 'be'])
})

test('a damaged table of word vectors is refused', () => {
  expect(() => parseWordTable(new Uint8Array(32))).toThrow(/damaged/)
})

test('ranking joins words and meaning, leaves out what is far, and orders ties by id', () => {
  const candidates = [
    { id: 'far', textRank: null, nearness: 0.1 },
    { id: 'b', textRank: 0.5, nearness: null },
    { id: 'a', textRank: 0.5, nearness: null },
    { id: 'near', textRank: null, nearness: 0.8 },
    { id: 'both', textRank: 0.4, nearness: 0.7 },
    { id: 'weak', textRank: null, nearness: 0.4 },
  ]
  expect(rank(candidates, 10).map(item => item.id)).toEqual(['both', 'a', 'near', 'b'])
  expect(rank(candidates, 1)).toMatchObject([{ id: 'both' }])
  expect(rank([], 5)).toEqual([])
})
