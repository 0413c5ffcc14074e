import { makeId, type Passage } from '@loggia/contract'
import { afterAll, expect, test } from 'vitest'
import { wordEmbedder } from '../models/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/testing.ts'
import { addDocument } from './add.ts'
import { searchKnowledge } from './search.ts'

const documents = {
  Garden:
    '# Roses\nWater roses in the morning.\n\n# Lawn\nMow the grass each week.\n\n# Pests\nSlugs eat lettuce at night.',
  House:
    '# Roof\nTiles break in storms.\n\n# Heating\nThe boiler keeps the rooms warm in winter.\n\n# Bills\nElectricity costs thirty cents.',
  Küche:
    '# Suppe\nZwiebeln in Butter dünsten.\n\n# Kuchen\nMehl, Zucker und Äpfel mischen.\n\n# 寿司\n米を洗って炊きます。',
}
const queries = [
  'animals in my vegetables',
  'it is cold inside',
  'energy price',
  'when should flowers get water',
  'Äpfel',
  'zwiebeln butter',
  '米',
  'storm damage',
]

const open: TestDatabase[] = []
afterAll(() => Promise.all(open.map(database => database.close())))

async function answersOn(engine: 'pglite' | 'postgres'): Promise<Passage[][]> {
  const database = await openTestDatabase(engine)
  open.push(database)
  const db = database.in('wsp_a')
  await db.query("insert into loggia.workspaces (id, slug, name) values ('wsp_a', 'a', 'A')")
  await db.query(`insert into loggia.agents (workspace_id, id, handle, source, definition, hash)
    values ('wsp_a', 'agt_1', 'one', 'app', '{}', '')`)
  let count = 0
  const ports = {
    db,
    embedder: wordEmbedder,
    now: () => 1_790_000_000_000,
    newId: (noun: Parameters<typeof makeId>[0]) => makeId(noun, 1_790_000_000_000 + count++, bytes => bytes),
  }
  for (const [title, text] of Object.entries(documents)) {
    const bytes = new TextEncoder().encode(text)
    await addDocument(ports, {
      agentId: 'agt_1',
      title,
      bytes,
      mediaType: 'text/markdown',
      addedBy: 'usr_ada',
    })
  }
  return Promise.all(queries.map(query => searchKnowledge(ports, { agentId: 'agt_1', query, limit: 4 })))
}

test('PGlite with pgvector and Postgres without it answer the same passages in the same order', async () => {
  const [embedded, server] = [await answersOn('pglite'), await answersOn('postgres')]
  expect(open.map(database => database.vectors)).toEqual([true, false])
  expect(embedded).toEqual(server)
  expect(embedded.map(passages => passages[0]?.heading)).toEqual([
    'Pests',
    'Heating',
    'Bills',
    'Roses',
    'Kuchen',
    'Suppe',
    '寿司',
    'Roof',
  ])
})
