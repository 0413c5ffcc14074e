import { expect, test } from 'vitest'
import { cosine } from './nearness.ts'
import { wordEmbedder } from './word-embedder.ts'

const descriptions = [
  'Books cheap flights and hotels for your holidays',
  'Helps you cook dinner with what is in the fridge',
  'Reviews pull requests and finds bugs in source code',
  'Answers questions about tax returns and invoices',
  'Teaches children mathematics with small games',
  'A personal trainer that plans workouts and running',
  'Translates letters and messages between languages',
  'Watches the stock market and explains share prices',
  'Writes poems, song lyrics and short stories',
  'Listens when you feel sad, anxious or lonely',
]

/** Paraphrases that share hardly a word with the description at their index. */
const paraphrases: [query: string, description: number][] = [
  ['plan my vacation trip to Spain', 0],
  ['I need a plane ticket and a room', 0],
  ['recipe for tonight from leftover vegetables', 1],
  ['what meal can I prepare from these ingredients?', 1],
  ['check my program for errors', 2],
  ['a software developer who inspects commits', 2],
  ['how much income do I owe the government this year?', 3],
  ['my daughter struggles with arithmetic homework', 4],
  ['get fit and lose weight', 5],
  ['marathon exercise schedule', 5],
  ['turn this German email into English', 6],
  ['should I invest in equities?', 7],
  ['compose a verse for a wedding', 8],
  ['I am depressed and have nobody to talk to', 9],
  ['someone to comfort me when I am worried', 9],
]

test('fifteen paraphrases find their description among ten with a mean reciprocal rank over 0.85', async () => {
  const targets = await wordEmbedder.embed(descriptions)
  const queries = await wordEmbedder.embed(paraphrases.map(([query]) => query))
  const reciprocals = queries.map((query, index) => {
    const scores = targets.map(target => cosine(query, target))
    const right = scores[paraphrases[index]?.[1] ?? -1] ?? -1
    return 1 / (1 + scores.filter(score => score > right).length)
  })
  const mean = reciprocals.reduce((sum, value) => sum + value, 0) / reciprocals.length
  expect(mean).toBeGreaterThanOrEqual(0.85)
})

test('word forms that are not in the table are found by their stem', async () => {
  const [known, inflected] = await wordEmbedder.embed(['violin', 'violins'])
  expect(cosine(known ?? [], inflected ?? [])).toBeCloseTo(1)
})

test('a text without a known word gives zeros, which are near to nothing', async () => {
  const [unknown, known] = await wordEmbedder.embed(['Zyxwvq 12345 ありがとう', 'bread'])
  expect(unknown).toEqual(new Float32Array(100))
  expect(cosine(unknown ?? [], known ?? [])).toBe(0)
})

test('vectors have length one, so that stored ones are compared by their product', async () => {
  const [vector] = await wordEmbedder.embed(['The train to Milan leaves at nine.'])
  expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1)
})

test('an aborted signal ends embedding', async () => {
  await expect(wordEmbedder.embed(['bread'], AbortSignal.abort())).rejects.toThrow()
})
