import { randomFillSync } from 'node:crypto'
import { type Embedder, makeId, type Tool } from '@loggia/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wordEmbedder } from '../models/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/testing.ts'
import { addDocument } from './add.ts'
import { makePdf } from './pdf-fixture.ts'
import { reindexDocuments } from './reindex.ts'
import { searchKnowledge } from './search.ts'
import { deleteDocument, listDocuments } from './store.ts'
import { knowledgeTools } from './tools.ts'

const handbook = `# Handbook of the shop

## Returns
Goods can be sent back within thirty days. The customer pays the postage.

## Opening hours
We open at nine and close at six, on Saturday at two.

## Staff
Nurses, doctors and their families get ten percent off.

## 配送
東京への配送は三日かかります。
`

describe.each(['pglite', 'postgres'] as const)('knowledge on %s', engine => {
  let database: TestDatabase
  let clock = 1_790_000_000_000

  const ports = (workspace: string, embedder: Embedder = wordEmbedder) => ({
    db: database.in(workspace),
    embedder,
    now: () => clock++,
    newId: (noun: Parameters<typeof makeId>[0]) => makeId(noun, clock++, bytes => randomFillSync(bytes)),
  })
  const give = (workspace: string, title: string, content: string | Uint8Array, agentId = 'agt_1') => {
    const pdf = typeof content !== 'string'
    return addDocument(ports(workspace), {
      agentId,
      title,
      bytes: pdf ? content : new TextEncoder().encode(content),
      mediaType: pdf ? 'application/pdf' : 'text/markdown',
      addedBy: 'usr_ada',
    })
  }
  const search = (workspace: string, query: string, agentId = 'agt_1') =>
    searchKnowledge(ports(workspace), { agentId, query, limit: 5 })

  beforeAll(async () => {
    database = await openTestDatabase(engine)
    for (const workspace of ['wsp_a', 'wsp_b', 'wsp_mix']) {
      const named = "insert into loggia.workspaces (id, slug, name) values ($1, replace($1, '_', '-'), $1)"
      await database.in(workspace).query(named, [workspace])
      await database.in(workspace).query(
        `insert into loggia.agents (workspace_id, id, handle, source, definition, hash)
          values ($1, 'agt_1', 'one', 'app', '{}', ''), ($1, 'agt_2', 'two', 'app', '{}', '')`,
        [workspace],
      )
    }
    await give('wsp_a', 'Handbook', handbook)
  })
  afterAll(() => database?.close())

  test('passages of Markdown are found by words and by meaning, each cited with its heading and a quote', async () => {
    const [first] = await search('wsp_a', 'How long may I return goods?')
    expect(first).toMatchObject({
      title: 'Handbook',
      heading: 'Handbook of the shop > Returns',
      chunk: 0,
      quote: 'Goods can be sent back within thirty days.',
    })
    const headingOf = async (query: string) => (await search('wsp_a', query))[0]?.heading.split(' > ')[1]
    expect(await headingOf('is the store shut on Sunday evening?')).toBe('Opening hours')
    expect(await headingOf('I am a physician')).toBe('Staff')
    expect(await headingOf('refund')).toBe('Returns')
    expect(await headingOf('東京')).toBe('配送')
    expect(await search('wsp_a', 'Zorblax')).toEqual([])
  })

  test('passages of a PDF are cited with their page', async () => {
    const pdf = makePdf([
      ['Introduction to bread.'],
      ['Let the dough rest for', 'twelve hours in the fridge.'],
    ])
    const document = await give('wsp_a', 'Baking', pdf, 'agt_2')
    expect(document).toMatchObject({ media_type: 'application/pdf', chunks: 2, bytes: pdf.byteLength })
    const [first] = await search('wsp_a', 'how long does dough rest', 'agt_2')
    expect(first).toMatchObject({ page: 2, quote: 'Let the dough rest for twelve hours in the fridge.' })
  })

  test('two workspaces, and two agents of one, never find documents of each other', async () => {
    expect(await search('wsp_b', 'return goods')).toEqual([])
    const other = await search('wsp_a', 'return goods', 'agt_2')
    expect(other.filter(passage => passage.title === 'Handbook')).toEqual([])
    expect(await listDocuments(database.in('wsp_b'), 'agt_1', undefined, 10)).toEqual([])
    const [document] = await listDocuments(database.in('wsp_a'), 'agt_1', undefined, 10)
    await deleteDocument(database.in('wsp_b'), document?.id ?? '')
    expect(await listDocuments(database.in('wsp_a'), 'agt_1', undefined, 10)).toHaveLength(1)
  })

  test('the same document twice is a conflict, and leaves the first as it was', async () => {
    await expect(give('wsp_a', 'Again', handbook)).rejects.toMatchObject({ code: 'conflict' })
    const passages = await search('wsp_a', 'Saturday')
    expect(passages.map(passage => passage.title)).toEqual(['Handbook'])
    const rows = await database.in('wsp_a').query("select id from loggia.chunks where agent_id = 'agt_1'")
    expect(rows).toHaveLength(4)
  })

  test('deleting a document deletes its passages', async () => {
    const document = await give('wsp_b', 'Short', 'Penguins live in the south.')
    expect(await search('wsp_b', 'penguins')).toHaveLength(1)
    await deleteDocument(database.in('wsp_b'), document.id)
    expect(await search('wsp_b', 'penguins')).toEqual([])
    expect(await database.in('wsp_b').query('select * from loggia.chunks')).toEqual([])
  })

  test('a document of too many passages is refused before it is embedded', async () => {
    const long = Array.from({ length: 5_001 }, (_, n) => `# ${n}\nText.`).join('\n')
    await expect(give('wsp_b', 'Long', long)).rejects.toMatchObject({ code: 'payload_too_large' })
  })

  test('a document of hundreds of passages is stored whole', async () => {
    const long = Array.from(
      { length: 450 },
      (_, n) => `# Number ${n}\nThe code of room ${n} is xq${n}.`,
    ).join('\n')
    expect(await give('wsp_mix', 'Rooms', long)).toMatchObject({ chunks: 450 })
    expect((await search('wsp_mix', 'xq431'))[0]).toMatchObject({ chunk: 431, heading: 'Number 431' })
  })

  test('another embedder is an error that says what to do, and reindexing mends it', async () => {
    const embed = async (texts: readonly string[]) => texts.map(text => new Float32Array([text.length, 1, 2]))
    const other: Embedder = { id: 'vendor/three', dimensions: 3, embed }
    const ask = { agentId: 'agt_1', query: 'xq431', limit: 3 }
    await expect(searchKnowledge(ports('wsp_mix', other), ask)).rejects.toMatchObject({
      code: 'dimension_mismatch',
      message: expect.stringMatching(
        /"words-100" \(100 dimensions\).*"vendor\/three" \(3\).*loggia doctor --reindex/,
      ),
    })
    expect(await reindexDocuments(ports('wsp_mix', other))).toBe(450)
    expect(await searchKnowledge(ports('wsp_mix', other), ask)).toHaveLength(3)
  })

  test('the tool answers passages with their source and puts their citations into the log', async () => {
    const events: unknown[] = []
    const [tool] = knowledgeTools({
      db: database.in('wsp_a'),
      agentId: 'agt_1',
      embedder: () => wordEmbedder,
      emit: (name, value) => void events.push([name, value]),
    })
    const use = async (input: unknown) =>
      (tool as Tool).run(await (tool as Tool).parse(input), {
        signal: new AbortController().signal,
        toolCallId: 'call_1',
        conversationId: 'cnv_1',
        now: () => 0,
        progress: () => undefined,
      })
    expect(await use({ query: 'return goods', limit: 1 })).toMatchObject({
      passages: [{ source: 'Handbook, Handbook of the shop > Returns', chunk: 0 }],
    })
    const quote = 'Goods can be sent back within thirty days.'
    expect(events).toMatchObject([
      ['knowledge.cited', { toolCallId: 'call_1', citations: [{ title: 'Handbook', chunk: 0, quote }] }],
    ])
    expect(await use({ query: 'Zorblax' })).toEqual({
      passages: [],
      note: 'The documents say nothing about this.',
    })
    expect(events).toHaveLength(1)
  })
})
