import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertAgent } from '../agents/index.ts'
import { type World, world } from '../identity/testing.ts'
import { wordEmbedder } from '../models/index.ts'
import { knowledgeOperations } from './index.ts'
import { makePdf } from './pdf-fixture.ts'

const operations = knowledgeOperations({ embedderOf: () => wordEmbedder })
const page = { agent: 'helper', limit: 50 }
let people: World

beforeAll(async () => {
  people = await world()
  for (const { context, workspaceId } of [people.ada, people.ben]) {
    await insertAgent(context.db, {
      ...{ workspaceId, id: context.newId('agent'), handle: 'helper', source: 'app', hash: '' },
      definition: { name: 'Helper' } as Parameters<typeof insertAgent>[1]['definition'],
    })
  }
})
afterAll(() => people?.close())

test('a document is added, listed, found and deleted by its workspace, and is not there for another', async () => {
  const { ada, ben } = people
  const text = '# Returns\nGoods can be sent back within thirty days.'
  const added = await operations.add(ada.context, {
    agent: 'helper',
    title: 'Rules',
    text,
    mediaType: 'text/markdown',
  })
  expect(added).toMatchObject({ title: 'Rules', mediaType: 'text/markdown', chunks: 1, bytes: text.length })
  expect((await operations.list(ada.context, page)).items).toEqual([added])
  const ask = { agent: 'helper', query: 'send goods back', limit: 3 }
  expect((await operations.search(ada.context, ask)).items).toMatchObject([{ documentId: added.id }])

  expect(await operations.list(ben.context, page)).toEqual({ items: [] })
  expect(await operations.search(ben.context, ask)).toEqual({ items: [] })
  await expect(operations.delete(ben.context, { document: added.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  await operations.delete(ada.context, { document: added.id })
  expect(await operations.list(ada.context, page)).toEqual({ items: [] })
})

test('an uploaded file is read as what it is, whatever it is called', async () => {
  const pdf = makePdf([['Bread needs twelve hours.']])
  const added = await operations.upload(people.ada.context, { agent: 'helper', name: 'bread.txt' }, pdf)
  expect(added).toMatchObject({ title: 'bread.txt', mediaType: 'application/pdf' })
})

test('a viewer searches documents and may not add or delete them', async () => {
  const viewer = await people.join(people.ada, 'viewer')
  expect((await operations.list(viewer, page)).items).toHaveLength(1)
  const given = { agent: 'helper', title: 'x', text: 'x', mediaType: 'text/plain' } as const
  await expect(operations.add(viewer, given)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(operations.delete(viewer, { document: 'doc_1' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(operations.reindex(viewer)).rejects.toMatchObject({ code: 'forbidden' })
})

test('an unknown agent, a key bound to another agent, and a stranger are refused', async () => {
  const { userId, as, context } = people.ada
  await expect(operations.list(context, { ...page, agent: 'nobody' })).rejects.toMatchObject({
    code: 'not_found',
  })
  const bound = as({
    ...{ kind: 'key', keyId: 'key_1', userId, role: 'owner', staff: [] },
    scopes: ['knowledge:read'],
    agentIds: ['agt_other'],
  })
  await expect(operations.list(bound, page)).rejects.toMatchObject({ code: 'not_found' })
  await expect(operations.list(as({ kind: 'anonymous' }), page)).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})
