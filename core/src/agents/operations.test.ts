import { type Definition, type DefinitionInput, definition } from '@loggia/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../identity/testing.ts'
import { syncCodeAgents } from './code-agents.ts'
import { agentOperations } from './operations.ts'

let people: World
beforeAll(async () => {
  people = await world()
})
afterAll(() => people.close())

const operations = agentOperations({
  offer: () => [],
  choose: async () => ({ provider: 'offline', model: 'offline-1', why: 'The test says so.' }),
})
const define = (value: DefinitionInput): Definition => definition.parse(value)
const create = (name: string, handle?: string) =>
  operations.create(people.ada.context, { definition: define({ name }), ...(handle && { handle }) })

describe('an agent', () => {
  it('gets its handle from its name, and a free one when that is taken', async () => {
    expect((await create('Añejo Ron!')).handle).toBe('anejo-ron')
    expect((await create('Añejo Ron!')).handle).toBe('anejo-ron-2')
    expect((await create('你好')).handle).toBe('agent')
    await expect(create('Other', 'anejo-ron')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is found by id and handle by its own workspace, and by no other', async () => {
    const { id, handle, address } = await create('Lighthouse')
    expect(address).toMatch(/^@ada.*\/lighthouse$/)
    for (const agent of [id, handle]) {
      expect((await operations.get(people.ada.context, { agent })).id).toBe(id)
      await expect(operations.get(people.ben.context, { agent })).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('is changed only by who may, and only from the state that was read', async () => {
    const { id, hash } = await create('Ferry')
    const viewer = await people.join(people.ada, 'viewer')
    const change = { agent: id, definition: define({ name: 'Ferry two' }), ifHash: hash }
    await expect(operations.save(viewer, change)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await operations.save(people.ada.context, change)).name).toBe('Ferry two')
    await expect(operations.save(people.ada.context, change)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is out of reach for an API key that is bound to another agent', async () => {
    const { id } = await create('Key one')
    const other = await create('Key two')
    const key = people.ada.as({
      ...{ kind: 'key', keyId: 'key_1', userId: people.ada.userId, role: 'owner', staff: [] },
      scopes: ['agents:read'],
      agentIds: [id],
    })
    expect((await operations.list(key, {})).items.map(item => item.id)).toEqual([id])
    await expect(operations.get(key, { agent: other.id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of code is kept equal to its file under one id, and cannot be changed in the app', async () => {
    const file = (name: string) => ({ handle: 'from-code', definition: define({ name }), tools: [] })
    const { db } = people.ada.context
    await syncCodeAgents(db, [file('One')], () => 'agt_code')
    await syncCodeAgents(db, [file('Two')], () => 'agt_never')
    const agent = await operations.get(people.ada.context, { agent: 'from-code' })
    expect(agent).toMatchObject({ id: 'agt_code', name: 'Two', source: 'code' })
    const save = operations.save(people.ada.context, {
      agent: 'from-code',
      definition: define({ name: 'X' }),
    })
    await expect(save).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a definition', () => {
  it('with a secret in its text is refused with its place, and the secret is not repeated', async () => {
    const key = `sk-ant-${'a1'.repeat(20)}`
    const bad = define({ name: 'Leaky', character: { instructions: 'fine', bio: ['ok', `use ${key}`] } })
    const refused = operations.create(people.ada.context, { definition: bad })
    await expect(refused).rejects.toMatchObject({
      code: 'definition_secret',
      fields: [expect.stringContaining('character.bio.1')],
    })
    expect(await refused.catch(error => error.message)).not.toContain(key)
  })

  it('is checked without being saved, every problem with its path', async () => {
    const { problems } = await operations.check(people.ada.context, {
      definition: { name: '', budget: { steps: 0 }, wings: 2 },
    })
    expect(problems.map(problem => problem.path).sort()).toEqual(['budget.steps', 'definition', 'name'])
  })
})
