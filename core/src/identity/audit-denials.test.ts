import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Denial, denialLedger } from './audit-denials.ts'
import { auditOperations } from './audit-operations.ts'
import { createKey } from './operations.ts'
import { type World, world } from './testing.ts'

const hour = 3_600_000

describe.each(['pglite', 'postgres'] as const)('audit on %s', engine => {
  let w: World
  beforeAll(async () => {
    w = await world(engine)
  })
  afterAll(() => w?.close())
  const denials = (of = w.ada) =>
    auditOperations(w).search(of.context, { action: 'operation', outcome: 'denied', limit: 200 })
  const denialOf = (rest: Partial<Denial> = {}): Denial => ({
    ...{ workspaceId: w.ada.workspaceId, actor: 'usr_x', operation: 'secrets.save', code: 'forbidden' },
    ...{ address: '192.0.2.1', requestId: 'r1' },
    ...rest,
  })

  test('a refusal is written with who, what and from where; its repeats are one number an hour later', async () => {
    const ledger = denialLedger({ database: w.database, clock: () => w.clock.now })
    for (let n = 0; n < 1_000; n++) ledger.note(denialOf())
    await ledger.flush()
    await ledger.flush()
    const [only, ...others] = (await denials()).items
    expect(others).toEqual([])
    expect(only).toMatchObject({
      ...{ actor: 'usr_x', subject: 'secrets.save', outcome: 'denied', origin: '192.0.2.1', requestId: 'r1' },
      data: { code: 'forbidden' },
    })
    w.clock.now += hour
    await ledger.flush()
    expect((await denials()).items.map(({ data }) => data.times)).toEqual([999, undefined])
    expect((await denials(w.ben)).items).toEqual([])
  })

  test('a flood of different refusals takes a log no more than its share', async () => {
    const ledger = denialLedger({ database: w.database, clock: () => w.clock.now })
    for (let n = 0; n < 5_000; n++)
      ledger.note(denialOf({ workspaceId: w.ben.workspaceId, operation: `operation ${n}` }))
    await ledger.close()
    const { items } = await denials(w.ben)
    expect(items).toHaveLength(51)
    expect(items.find(({ subject }) => subject === 'several')?.data.times).toBe(4_950)
  })

  test('what cannot be written, of a workspace that is gone, keeps nothing else from being written', async () => {
    const ledger = denialLedger({ database: w.database, clock: () => w.clock.now })
    ledger.note(denialOf({ workspaceId: 'wsp_gone' }))
    ledger.note(denialOf({ operation: 'agents.delete' }))
    await ledger.close()
    expect((await denials()).items[0]?.subject).toBe('agents.delete')
  })

  test('entries are found by who, what and when, page by page, by owners and admins alone', async () => {
    const { search } = auditOperations(w)
    const { context, userId } = w.ada
    const from = w.clock.now
    for (let n = 0; n < 5; n++) {
      w.clock.now += 1_000
      await createKey(context, { name: `key ${n}` })
    }
    const first = await search(context, { actor: userId, action: 'key', limit: 3 })
    expect(first.items.map(({ data }) => data.name)).toEqual(['key 4', 'key 3', 'key 2'])
    const second = await search(context, {
      actor: userId,
      action: 'key.created',
      limit: 3,
      after: first.next,
    })
    expect(second.items.map(({ data }) => data.name)).toEqual(['key 1', 'key 0'])
    expect(second.next).toBeUndefined()
    const at = (ms: number) => new Date(from + ms).toISOString()
    const between = await search(context, { action: 'key', from: at(2_000), to: at(4_000), limit: 10 })
    expect(between.items.map(({ data }) => data.name)).toEqual(['key 2', 'key 1'])
    expect((await search(context, { action: 'ke', limit: 10 })).items).toEqual([])
    const injected = await search(context, { subject: "x' or '1'='1", limit: 10 })
    expect(injected.items).toEqual([])
    await expect(search(context, { limit: 10, after: 'x' })).rejects.toMatchObject({ code: 'invalid_input' })
    const builder = await w.join(w.ada, 'builder')
    await expect(search(builder, { limit: 10 })).rejects.toMatchObject({ code: 'forbidden' })
    const admin = await w.join(w.ada, 'admin')
    expect((await search(admin, { limit: 5 })).items).toHaveLength(5)
  })

  test('an export has every entry in order and is itself an entry; a verdict can be asked for by its head', async () => {
    const operations = auditOperations(w)
    const { context } = w.ada
    let text = ''
    for await (const part of await operations.export(context, {})) text += part
    const lines = text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, index) => index + 1))
    expect(lines.at(-1)).toMatchObject({ action: 'audit.exported', actor: w.ada.userId })
    const verdict = await operations.verify(context, {})
    expect(verdict).toEqual({ entries: lines.length, head: `${lines.length}:${lines.at(-1).hash}` })
    expect(await operations.verify(context, { expect: verdict.head })).toEqual(verdict)
    const other = await operations.verify(context, { expect: `2:${'0'.repeat(64)}` })
    expect(other.fault?.sequence).toBe(2)
    await expect(operations.verify(context, { expect: 'latest' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  test('the instance’s log is for operators, who may check a workspace without reading it', async () => {
    const operations = auditOperations(w)
    await expect(operations.searchInstance(w.ada.context, { limit: 5 })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(operations.verifyInstance(w.ada.context, {})).rejects.toMatchObject({ code: 'forbidden' })
    const operator = w.ben.as({ kind: 'user', userId: w.ben.userId, role: 'viewer', staff: ['operator'] })
    expect((await operations.searchInstance(operator, { limit: 5 })).items[0]?.action).toBe('audit.began')
    expect((await operations.verifyInstance(operator, {})).fault).toBeUndefined()
    const verdict = await operations.verifyInstance(operator, { workspace: w.ada.workspaceId })
    expect(verdict).toEqual(await operations.verify(w.ada.context, {}))
    const nowhere = await operations.verifyInstance(operator, { workspace: 'wsp_nowhere' })
    expect(nowhere).toMatchObject({ entries: 0, fault: { sequence: 1 } })
  })
})
