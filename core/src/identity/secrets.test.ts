import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../platform/testing.ts'
import { parseKeyring } from './keyring.ts'
import { createRedactor } from './redact.ts'
import { createSecrets } from './secrets.ts'
import { type World, world } from './testing.ts'

const old = 'o'.repeat(32)
const renewed = `${'n'.repeat(32)},${old}`
const open = (keys: string) => createSecrets(parseKeyring(keys), createRedactor())
const unreadable = { code: 'secret_unreadable' }

describe.each(['pglite', 'postgres'] as const)('secrets on %s', engine => {
  let w: World
  let agent: string
  beforeAll(async () => {
    w = await world(engine)
    agent = await addAgent('agt_mine')
  })
  afterAll(() => w?.close())

  async function addAgent(id: string): Promise<string> {
    const { db, workspaceId } = w.ada.context
    await db.query(
      `insert into loggia.agents (workspace_id, id, handle, source, definition, hash) values ($1, $2, $2, 'app', '{}', '')`,
      [workspaceId, id],
    )
    return id
  }
  test('an agent has its own before its workspace’s, and another agent has not', async () => {
    const secrets = open(old)
    const { context } = w.ada
    await secrets.save(context, { name: 'ONE_KEY', value: 'of the workspace' })
    await secrets.save(context, { name: 'TWO_KEY', value: 'of both' })
    const saved = await secrets.save(context, { name: 'ONE_KEY', agent, value: 'of the agent' })
    expect(saved).toMatchObject({ name: 'ONE_KEY', agent })
    const names = ['ONE_KEY', 'TWO_KEY', 'NO_KEY']
    const read = async (of?: string) => Object.fromEntries(await secrets.readAll(context.db, names, of))
    expect(await read(agent)).toEqual({ ONE_KEY: 'of the agent', TWO_KEY: 'of both' })
    expect(await read('agt_other')).toEqual({ ONE_KEY: 'of the workspace', TWO_KEY: 'of both' })
    expect(await read()).toEqual({ ONE_KEY: 'of the workspace', TWO_KEY: 'of both' })
    expect((await secrets.list(context, { agent })).items).toEqual([saved])
    expect((await secrets.list(context)).items.map(({ name }) => name)).toEqual(['ONE_KEY', 'TWO_KEY'])
    await secrets.delete(context, { name: 'ONE_KEY', agent })
    expect(await read(agent)).toEqual({ ONE_KEY: 'of the workspace', TWO_KEY: 'of both' })
    await expect(secrets.delete(context, { name: 'ONE_KEY', agent })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('an agent of another workspace is not there, and a key bound to one agent writes no other’s', async () => {
    const secrets = open(old)
    const foreign = secrets.save(w.ben.context, { name: 'ONE_KEY', agent, value: 'a value' })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
    const bound = w.ada.as({
      ...{ kind: 'key', keyId: 'key_1', userId: w.ada.userId, role: 'owner', staff: [] },
      scopes: ['secrets:write'],
      agentIds: ['agt_other'],
    })
    await expect(secrets.save(bound, { name: 'ONE_KEY', agent, value: 'a value' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('what an agent had goes with it', async () => {
    const secrets = open(old)
    const { context } = w.ada
    const gone = await addAgent('agt_gone')
    await secrets.save(context, { name: 'ITS_KEY', agent: gone, value: 'a value' })
    await context.db.query('delete from loggia.agents where id = $1', [gone])
    expect(await secrets.present(context.db, ['ITS_KEY'], gone)).toEqual(new Set())
  })

  test('values are read in one round trip, with the key that opens them', async () => {
    const { context } = w.ada
    const secrets = open(old)
    await secrets.save(context, { name: 'ONE_KEY', value: 'of the workspace' })
    let trips = 0
    const db = {
      ...context.db,
      query: <R>(text: string, values?: readonly unknown[]) => {
        trips++
        return context.db.query<R>(text, values)
      },
    }
    const cold = open(old)
    expect((await cold.readAll(db, ['ONE_KEY', 'TWO_KEY'], agent)).size).toBe(2)
    expect(trips).toBe(1)
    await cold.readAll(db, ['ONE_KEY', 'TWO_KEY'], agent)
    expect(trips).toBe(1)
  })

  test('who has lost the instance key reads nothing, saves anew, and reads all again with the key back', async () => {
    const { context } = w.ben
    await open(old).save(context, { name: 'ONE_KEY', value: 'before' })
    const lost = open('x'.repeat(32))
    await expect(lost.read(context.db, 'ONE_KEY')).rejects.toMatchObject(unreadable)
    await lost.save(context, { name: 'NEW_KEY', value: 'after' })
    expect(await lost.read(context.db, 'NEW_KEY')).toBe('after')
    expect(await open(`${old},${'x'.repeat(32)}`).read(context.db, 'ONE_KEY')).toBe('before')
    expect(await open(`${old},${'x'.repeat(32)}`).read(context.db, 'NEW_KEY')).toBe('after')
  })
})

describe.each(['pglite', 'postgres'] as const)('rotation on %s', engine => {
  let w: World
  beforeAll(async () => {
    w = await world(engine)
  })
  afterAll(() => w?.close())
  const operator = () => w.ada.as({ kind: 'user', userId: w.ada.userId, role: 'owner', staff: ['operator'] })

  /** Sealed by the release before this one, with the key `old`. */
  const firstVersion = {
    version: 1,
    keyId: '1c97ad6fb4f1',
    nonce: 'SWKNsSuiYzpxomiA',
    sealed: '9fouL3VnwDZWu7BVFaDAzg==',
    tag: 'GobjMSrvAOtoSlf6fqwCTw==',
  }

  test('seals the keys of all workspaces with the newest key, once, and old keys are not needed any more', async () => {
    const before = open(old)
    for (const { context } of [w.ada, w.ben])
      await before.save(context, { name: 'ONE_KEY', value: `of ${context.workspaceId}` })
    const both = open(renewed)
    const done = await both.rotate(w.database, operator())
    expect(done).toEqual({ workspaces: 2, keys: 2, secrets: 0, unreadable: 0 })
    const after = open('n'.repeat(32))
    for (const { context } of [w.ada, w.ben])
      expect(await after.read(context.db, 'ONE_KEY')).toBe(`of ${context.workspaceId}`)
    await expect(before.read(w.ada.context.db, 'ONE_KEY')).rejects.toMatchObject(unreadable)
    const again = await both.rotate(w.database, operator())
    expect(again).toEqual({ workspaces: 0, keys: 0, secrets: 0, unreadable: 0 })
  })

  test('counts what no key opens, leaves it as it is and goes on with the rest', async () => {
    const { db, workspaceId } = w.ada.context
    await db.query(
      `insert into loggia.secrets (workspace_id, name, envelope) values ($1, 'OPENAI_API_KEY', $2::jsonb)`,
      [workspaceId, JSON.stringify(firstVersion)],
    )
    await open(old).save(w.ben.context, { name: 'TWO_KEY', value: 'another' })
    const done = await open(renewed).rotate(w.database, operator())
    // The old secret names the workspace that it was sealed for, which is not Ada's.
    expect(done).toEqual({ workspaces: 1, keys: 1, secrets: 0, unreadable: 1 })
    expect(await open(renewed).read(w.ben.context.db, 'TWO_KEY')).toBe('another')
  })

  test('is for operators, and the log of the instance says who did it', async () => {
    const refused = open(renewed).rotate(w.database, w.ada.context)
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    const [, entries] = await w.database.instance.batch([
      { text: "select set_config('loggia.system', 'audit', true)" },
      {
        text: "select actor, data from loggia.instance_audit_entries where action = 'secrets.rotated' order by sequence",
      },
    ])
    expect(entries?.[0]).toMatchObject({ actor: w.ada.userId })
    expect(JSON.parse(String(entries?.[0]?.data))).toMatchObject({ workspaces: 2, keys: 2 })
  })
})

test('a secret of the former release is sealed anew by its workspace’s key', async () => {
  const w = await world('postgres')
  const { database, ada } = w
  // Its place is part of the seal, so the workspace must have the id that it was sealed for.
  await asOwner(database.ownerUrl ?? '', async owner => {
    await owner.query(`insert into loggia.workspaces (id, slug, name) values ('wsp_a', 'former', 'Former')`)
    await owner.query(
      `insert into loggia.secrets (workspace_id, name, envelope) values ('wsp_a', 'OPENAI_API_KEY', $1)`,
      [
        JSON.stringify({
          ...{ version: 1, keyId: '1c97ad6fb4f1', nonce: 'SWKNsSuiYzpxomiA' },
          ...{ sealed: '9fouL3VnwDZWu7BVFaDAzg==', tag: 'GobjMSrvAOtoSlf6fqwCTw==' },
        }),
      ],
    )
  })
  const db = database.in('wsp_a')
  expect(await open(old).read(db, 'OPENAI_API_KEY')).toBe('kept from before')
  const operator = ada.as({ kind: 'user', userId: ada.userId, role: 'owner', staff: ['operator'] })
  expect(await open(renewed).rotate(database, operator)).toMatchObject({ workspaces: 1, secrets: 1 })
  expect(await open('n'.repeat(32)).read(db, 'OPENAI_API_KEY')).toBe('kept from before')
  await w.close()
})
