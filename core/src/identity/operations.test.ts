import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstHash } from './audit.ts'
import { recording } from './audit-record.ts'
import { verifyChain } from './audit-verify.ts'
import type { Context } from './context.ts'
import { parseKeyring } from './keyring.ts'
import { createKey, me } from './operations.ts'
import { createRedactor } from './redact.ts'
import { createSecrets } from './secrets.ts'
import { followChain, workspaceChain } from './store/audit.ts'
import { type World, world } from './testing.ts'

const entriesOf = ({ db }: Context) => followChain(workspaceChain(db), {}, 0, 100)
const verify = ({ db }: Context) => verifyChain(workspaceChain(db))

describe.each(['pglite', 'postgres'] as const)('identity on %s', engine => {
  let w: World
  beforeAll(async () => {
    w = await world(engine)
  })
  afterAll(() => w?.close())

  test('me says who is asking, and a key sees its own workspace only', async () => {
    const mine = await me(w.ada.context)
    expect(mine).toMatchObject({
      user: { name: 'Ada', staff: [] },
      workspace: { slug: 'ada', role: 'owner' },
    })
    expect(mine.workspaces.map(one => one.slug)).toEqual(['ada'])
    const { userId } = w.ada
    const key = w.ada.as({
      kind: 'key',
      keyId: 'key_1',
      userId,
      role: 'owner',
      staff: [],
      scopes: ['agents:read'],
    })
    expect((await me(key)).scopes).toEqual(['agents:read'])
    await expect(me(w.ada.as({ kind: 'anonymous' }))).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('a secret is listed by name, used by value, and never in the database, the log or the audit', async () => {
    const redactor = createRedactor()
    const secrets = createSecrets(parseKeyring('k'.repeat(32)), redactor)
    const value = 'sk-very-secret-value'
    await secrets.save(w.ada.context, { name: 'OPENAI_API_KEY', value: 'sk-first-value' })
    w.clock.now += 1_000
    const saved = await secrets.save(w.ada.context, { name: 'OPENAI_API_KEY', value })
    expect(saved.updatedAt > saved.createdAt).toBe(true)
    expect((await secrets.list(w.ada.context)).items).toEqual([saved])
    expect(await secrets.read(w.ada.context.db, 'OPENAI_API_KEY')).toBe(value)
    expect(redactor.text(`key ${value}`)).toBe('key [secret]')
    const stored = await w.ada.context.db.query('select envelope::text from loggia.secrets')
    expect(JSON.stringify([stored, await entriesOf(w.ada.context)])).not.toContain(value)
  })

  test('a secret of one workspace is not there for another, nor for a viewer', async () => {
    const secrets = createSecrets(parseKeyring('k'.repeat(32)), createRedactor())
    await secrets.save(w.ada.context, { name: 'MINE', value: 'a private value' })
    expect(await secrets.read(w.ben.context.db, 'MINE')).toBeUndefined()
    expect((await secrets.list(w.ben.context)).items).toEqual([])
    await expect(secrets.delete(w.ben.context, { name: 'MINE' })).rejects.toMatchObject({ code: 'not_found' })
    const viewer = await w.join(w.ada, 'viewer')
    await expect(secrets.list(viewer)).rejects.toMatchObject({ code: 'forbidden' })
    const builder = await w.join(w.ada, 'builder')
    await expect(secrets.save(builder, { name: 'MINE', value: 'another value' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await secrets.delete(w.ada.context, { name: 'MINE' })
    expect(await secrets.present(w.ada.context.db, ['MINE'])).toEqual(new Set())
  })

  test('what is done is in the audit log, in one chain, also when many do it at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => createKey(w.ben.context, { name: `key ${n}` })))
    const verdict = await verify(w.ben.context)
    expect(verdict).toMatchObject({ entries: 21 })
    expect(verdict.fault).toBeUndefined()
    const [first, second] = await entriesOf(w.ben.context)
    expect(first).toMatchObject({ sequence: 1, action: 'workspace.created', previousHash: firstHash })
    expect(second).toMatchObject({
      sequence: 2,
      action: 'key.created',
      actor: w.ben.userId,
      previousHash: first?.hash,
    })
  })

  test('what fails leaves no entry', async () => {
    const before = (await verify(w.ben.context)).entries
    const failing = w.ben.context.db.batch([
      ...recording(w.ben.context, 'thing.done', 'x'),
      { text: 'select 1 / 0' },
    ])
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    expect((await verify(w.ben.context)).entries).toBe(before)
  })

  test('the app can neither change nor remove an entry', async () => {
    for (const text of ["update loggia.audit_entries set action = 'x'", 'delete from loggia.audit_entries']) {
      await expect(w.ada.context.db.query(text)).rejects.toMatchObject({ code: '42501' })
    }
  })
})
