import { createHash, randomFillSync } from 'node:crypto'
import type { Embedder, MemoryScope, Tool, ToolContext } from '@loggia/contract'
import { makeId } from '@loggia/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wordEmbedder } from '../models/index.ts'
import type { TenantSql } from '../platform/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/testing.ts'
import { reindexMemories } from './reindex.ts'
import { memoryTools } from './tools.ts'

const sha256 = (value: string) => createHash('sha256').update(value).digest('hex')

interface Setting {
  db: TenantSql
  conversationId?: string
  userId?: string
  agentId?: string
  scopes?: MemoryScope[]
  mayWriteAgentScope?: boolean
  embedder?: () => Embedder
}

/** The tools of one run, by name, with the events they emitted. */
function tools(setting: Setting) {
  const events: [name: string, value: unknown][] = []
  let clock = 1_790_000_000_000
  const list = memoryTools({
    agentId: 'agt_1',
    conversationId: 'cnv_1',
    userId: 'usr_ada',
    scopes: ['conversation', 'user', 'agent'],
    mayWriteAgentScope: true,
    runId: 'run_1',
    embedder: () => wordEmbedder,
    now: () => clock++,
    newId: noun => makeId(noun, clock++, bytes => randomFillSync(bytes)),
    emit: (name, value) => void events.push([name, value]),
    ...setting,
  })
  const use = async (name: string, input: unknown): Promise<unknown> => {
    const tool = list.find(each => each.name === name) as Tool
    const context: ToolContext = {
      signal: new AbortController().signal,
      toolCallId: 'call_1',
      conversationId: setting.conversationId ?? 'cnv_1',
      now: () => clock,
      progress: () => undefined,
    }
    return tool.run(await tool.parse(input), context)
  }
  const recalled = async (query = '') => {
    const answer = (await use('recall', { query })) as { memories: { key: string }[] }
    return answer.memories.map(memory => memory.key)
  }
  return { list, use, recalled, events }
}

describe.each(['pglite', 'postgres'] as const)('memory on %s', engine => {
  let database: TestDatabase
  const at = (workspace: string) => database.in(workspace)

  beforeAll(async () => {
    database = await openTestDatabase(engine)
    for (const workspace of ['wsp_a', 'wsp_b', 'wsp_rank', 'wsp_mix', 'wsp_full']) {
      await at(workspace).batch([
        {
          text: "insert into loggia.workspaces (id, slug, name) values ($1, replace($1, '_', '-'), $1)",
          values: [workspace],
        },
        {
          text: `insert into loggia.agents (workspace_id, id, handle, source, definition, hash)
            values ($1, 'agt_1', 'one', 'app', '{}', ''), ($1, 'agt_2', 'two', 'app', '{}', '')`,
          values: [workspace],
        },
        {
          text: `insert into loggia.conversations (workspace_id, id, agent_id, user_id)
            values ($1, 'cnv_1', 'agt_1', 'usr_ada'), ($1, 'cnv_2', 'agt_1', 'usr_ada'), ($1, 'cnv_3', 'agt_1', 'usr_bob')`,
          values: [workspace],
        },
      ])
    }
  })
  afterAll(() => database?.close())

  test('a recall sees its conversation, its user with this agent, and the agent; nothing else', async () => {
    const ada = tools({ db: at('wsp_a') })
    await ada.use('remember', { key: 'topic', value: 'a trip to Rome', scope: 'conversation' })
    await ada.use('remember', { key: 'name', value: 'Ada', scope: 'user' })
    await ada.use('remember', { key: 'motto', value: 'measure twice', scope: 'agent' })

    expect((await ada.recalled()).sort()).toEqual(['motto', 'name', 'topic'])
    const later = tools({ db: at('wsp_a'), conversationId: 'cnv_2' })
    expect((await later.recalled()).sort()).toEqual(['motto', 'name'])
    const bob = tools({ db: at('wsp_a'), conversationId: 'cnv_3', userId: 'usr_bob' })
    expect(await bob.recalled()).toEqual(['motto'])
    expect(await bob.recalled('Ada')).toEqual([])
    expect(await tools({ db: at('wsp_a'), agentId: 'agt_2' }).recalled()).toEqual([])
    expect(await tools({ db: at('wsp_a'), scopes: ['user'] }).recalled()).toEqual(['name'])
  })

  test('two workspaces never see or delete memories of each other', async () => {
    const mine = tools({ db: at('wsp_a') })
    await mine.use('remember', { key: 'wall', value: 'only in a' })
    const other = tools({ db: at('wsp_b') })
    expect(await other.recalled('wall')).toEqual([])
    expect(await other.use('forget', { key: 'wall' })).toEqual({ forgotten: 0 })
    expect(await mine.recalled('wall')).toEqual(['wall'])
    expect(await at('wsp_b').query('select * from loggia.memories')).toEqual([])
  })

  test('every row and event says where it came from, with hashes of before and after', async () => {
    const { use, events } = tools({ db: at('wsp_b') })
    const provenance = { conversationId: 'cnv_1', runId: 'run_1', toolCallId: 'call_1', userId: 'usr_ada' }
    expect(await use('remember', { key: 'pet', value: 'a cat' })).toMatchObject({ replaced: false })
    expect(await use('remember', { key: 'pet', value: 'a dog' })).toMatchObject({ replaced: true })
    await use('recall', { query: 'pet' })
    expect(await use('forget', { key: 'pet' })).toEqual({ forgotten: 1 })

    const common = { key: 'pet', scope: 'user', provenance }
    expect(events).toEqual([
      ['memory.written', { ...common, after: sha256('a cat') }],
      ['memory.written', { ...common, before: sha256('a cat'), after: sha256('a dog') }],
      ['memory.recalled', { query: 'pet', memories: [{ ...common, score: 1 }] }],
      ['memory.forgotten', { ...common, before: sha256('a dog') }],
    ])
    expect(await at('wsp_b').query('select * from loggia.memories')).toEqual([])
  })

  test('a guest reads what the agent remembers for everybody, and is refused to change it', async () => {
    const owner = tools({ db: at('wsp_b') })
    await owner.use('remember', { key: 'opening hours', value: 'nine to six', scope: 'agent' })
    const guest = tools({
      db: at('wsp_b'),
      userId: 'usr_guest',
      conversationId: 'cnv_2',
      mayWriteAgentScope: false,
    })
    const write = guest.use('remember', { key: 'opening hours', value: 'never', scope: 'agent' })
    await expect(write).rejects.toMatchObject({ code: 'tool_denied' })
    await expect(guest.use('forget', { key: 'opening hours', scope: 'agent' })).rejects.toMatchObject({
      code: 'tool_denied',
    })
    expect(await guest.use('forget', { key: 'opening hours' })).toEqual({ forgotten: 0 })
    expect(guest.events.map(([name]) => name)).toEqual(['policy.denied', 'policy.denied'])
    expect(await guest.recalled('opening hours')).toEqual(['opening hours'])
  })

  test('somebody anonymous has no user memory; without scopes there are no tools', async () => {
    const { userId: _, ...ports } = { userId: undefined, db: at('wsp_b') }
    expect(tools({ ...ports, scopes: [] }).list).toEqual([])
    const anonymous = memoryTools({
      ...ports,
      agentId: 'agt_1',
      conversationId: 'cnv_1',
      scopes: ['user'],
      mayWriteAgentScope: false,
      runId: 'run_1',
      embedder: () => wordEmbedder,
      now: () => 0,
      newId: noun => noun,
      emit: () => undefined,
    })
    expect(anonymous).toEqual([])
  })

  test('recall finds by meaning, by words of any language, and leaves out what does not answer', async () => {
    const { use, recalled } = tools({ db: at('wsp_rank') })
    await use('remember', { key: 'diet', value: 'Never eats meat or fish' })
    await use('remember', { key: 'pet', value: 'Has a small dog called Zorblax' })
    await use('remember', { key: 'employer', value: 'Works as a nurse in a hospital' })
    await use('remember', { key: 'Lieblingsgetränk', value: 'Trinkt gern Holunderblütensaft' })
    await use('remember', { key: 'home', value: '東京に住んでいます' })

    expect((await recalled('which food should I cook for dinner?'))[0]).toBe('diet')
    expect((await recalled('what is their job, a doctor?'))[0]).toBe('employer')
    expect(await recalled('Zorblax')).toEqual(['pet'])
    expect(await recalled('holunderblutensaft')).toEqual(['Lieblingsgetränk'])
    expect(await recalled('東京')).toEqual(['home'])
    expect((await recalled('dogs'))[0]).toBe('pet')
    expect(await recalled('quux')).toEqual([])
    expect(await recalled("'; drop table loggia.memories; -- & | ! <-> :* \\ Zorblax")).toContain('pet')
  })

  test('another embedder is an error that says what to do, and reindexing mends it', async () => {
    const embed = async (texts: readonly string[]) => texts.map(text => new Float32Array([text.length, 1, 2]))
    const other: Embedder = { id: 'vendor/three', dimensions: 3, embed }
    const before = tools({ db: at('wsp_mix') })
    await before.use('remember', { key: 'colour', value: 'blue' })
    const after = tools({ db: at('wsp_mix'), embedder: () => other })
    await expect(after.recalled('colour')).rejects.toMatchObject({
      code: 'dimension_mismatch',
      message: expect.stringMatching(
        /"words-100" \(100 dimensions\).*"vendor\/three" \(3\).*loggia doctor --reindex/,
      ),
    })
    expect(await reindexMemories({ db: at('wsp_mix'), embedder: other })).toBe(1)
    expect(await after.recalled('colour')).toEqual(['colour'])
    await expect(before.recalled('colour')).rejects.toMatchObject({ code: 'dimension_mismatch' })
  })

  test('a full scope refuses another key and still replaces an old one', async () => {
    const db = at('wsp_full')
    await db.query(
      `insert into loggia.memories (workspace_id, id, agent_id, scope, user_id, key, value, provenance,
          created_at, updated_at, embedder, dimensions, terms)
        select 'wsp_full', 'mem_' || n, 'agt_1', 'user', 'usr_ada', 'key ' || n, 'old', '{}',
          now(), now(), 'words-100', 100, '' from generate_series(1, 1000) as n`,
    )
    const { use } = tools({ db })
    await expect(use('remember', { key: 'one more', value: 'x' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await use('remember', { key: 'key 7', value: 'new' })).toMatchObject({ replaced: true })
  })

  test('writers of one key wait for each other: one row, and every former value is told', async () => {
    const writers = Array.from({ length: 5 }, () => tools({ db: at('wsp_b'), agentId: 'agt_2' }))
    await Promise.all(
      writers.map((each, n) => each.use('remember', { key: 'race', value: `${n}`, scope: 'user' })),
    )
    const told = writers
      .flatMap(each => each.events)
      .map(([, value]) => value as { before?: string; after: string })
    expect(told.filter(value => value.before === undefined)).toHaveLength(1)
    expect(new Set(told.map(value => value.before)).size).toBe(5)
  })

  test('what belongs to a conversation goes with it, what belongs to an agent goes with the agent', async () => {
    const { use, recalled } = tools({ db: at('wsp_b'), conversationId: 'cnv_3', userId: 'usr_bob' })
    await use('remember', { key: 'passing', value: 'a remark', scope: 'conversation' })
    await use('remember', { key: 'lasting', value: 'a fact', scope: 'user' })
    await at('wsp_b').query("delete from loggia.conversations where id = 'cnv_3'")
    expect(await recalled('remark fact')).toEqual(['lasting'])
    await at('wsp_b').query("delete from loggia.agents where id = 'agt_1'")
    expect(await recalled()).toEqual([])
  })
})
