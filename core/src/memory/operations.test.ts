import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertAgent } from '../agents/index.ts'
import type { Context } from '../identity/index.ts'
import { type World, world } from '../identity/testing.ts'
import { wordEmbedder } from '../models/index.ts'
import { memoryOperations, remember } from './index.ts'

const operations = memoryOperations({ embedderOf: () => wordEmbedder })
const page = { agent: 'helper', limit: 50 }
let people: World
let viewer: Context

/** Ids sort by time, so that time must pass. */
async function keep(context: Context, key: string, scope: 'user' | 'agent', userId: string) {
  people.clock.now++
  const memory = {
    id: context.newId('memory'),
    scope,
    key,
    value: key,
    provenance: { userId },
    now: context.now(),
  }
  const subject = { agentId: `agt_${context.workspaceId}`.slice(0, 64), conversationId: 'none', userId }
  await remember({ db: context.db, embedder: wordEmbedder }, subject, memory)
}
const keysOf = async (context: Context, input: Partial<Parameters<typeof operations.list>[1]> = {}) =>
  (await operations.list(context, { ...page, ...input })).items.map(item => item.key)

beforeAll(async () => {
  people = await world()
  viewer = await people.join(people.ada, 'viewer')
  for (const { context, workspaceId, userId } of [people.ada, people.ben]) {
    const id = `agt_${workspaceId}`.slice(0, 64)
    await insertAgent(context.db, {
      ...{ workspaceId, id, handle: 'helper', source: 'app', hash: '' },
      definition: { name: 'Helper' } as Parameters<typeof insertAgent>[1]['definition'],
    })
    await keep(context, `about ${userId}`, 'user', userId)
    await keep(context, 'for all', 'agent', userId)
  }
})
afterAll(() => people?.close())

test('a person lists what is about them and what the agent keeps for everybody, not what is about others', async () => {
  const { userId, context } = people.ada
  expect(await keysOf(context)).toEqual(['for all', `about ${userId}`])
  expect(await keysOf(context, { scope: 'user' })).toEqual([`about ${userId}`])
  expect(await keysOf(viewer)).toEqual(['for all'])
})

test('a page says where the next one starts', async () => {
  const first = await operations.list(people.ada.context, { ...page, limit: 1 })
  expect(first.items).toHaveLength(1)
  expect(await keysOf(people.ada.context, { after: first.next })).toEqual([`about ${people.ada.userId}`])
})

test('a memory of another workspace, or about another person, is not there to delete', async () => {
  const { items } = await operations.list(people.ada.context, { ...page, scope: 'user' })
  const input = { memory: items[0]?.id ?? '' }
  await expect(operations.delete(people.ben.context, input)).rejects.toMatchObject({ code: 'not_found' })
  const builder = await people.join(people.ada, 'builder')
  await expect(operations.delete(builder, input)).rejects.toMatchObject({ code: 'not_found' })
  await expect(operations.delete(viewer, input)).rejects.toMatchObject({ code: 'forbidden' })
  await operations.delete(people.ada.context, input)
  expect(await keysOf(people.ada.context)).toEqual(['for all'])
})

test('an API key sees the memories of the agents it is bound to, and a stranger sees none', async () => {
  const { userId, as } = people.ada
  const key = {
    kind: 'key',
    keyId: 'key_1',
    userId,
    role: 'owner',
    staff: [],
    scopes: ['memory:read'],
  } as const
  const bound = as({ ...key, staff: [], scopes: ['memory:read'], agentIds: ['agt_other'] })
  await expect(operations.list(bound, page)).rejects.toMatchObject({ code: 'not_found' })
  const free = as({ ...key, staff: [], scopes: ['memory:read'] })
  expect(await keysOf(free)).toEqual(['for all'])
  await expect(operations.reindex(free)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(operations.list(as({ kind: 'anonymous' }), page)).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})

test('reindexing reaches the memories of the own workspace only', async () => {
  const embed = async (texts: readonly string[]) => texts.map(() => new Float32Array([1, 2]))
  const other = memoryOperations({ embedderOf: () => ({ id: 'vendor/two', dimensions: 2, embed }) })
  expect(await other.reindex(people.ada.context)).toEqual({ embedder: 'vendor/two', count: 1 })
  expect(await operations.reindex(people.ben.context)).toEqual({ embedder: 'words-100', count: 0 })
})
