import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/testing.ts'
import { claimSetup, createAccount, isClaimed, newSetupCode, slugFrom } from './accounts.ts'

describe.each(['pglite', 'postgres'] as const)('the first user on %s', engine => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase(engine)
  })
  afterAll(() => database?.close())
  const clock = () => Date.UTC(2026, 0, 1)
  const claim = (code: string, signUp: (userId: string) => Promise<void> = async () => undefined) =>
    claimSetup({ database, clock }, { code, email: 'ada@example.com', name: 'Ada' }, signUp)

  test('comes in by the newest code only, once, and is operator', async () => {
    const older = (await newSetupCode(database)) ?? ''
    const code = (await newSetupCode(database)) ?? ''
    expect(await isClaimed(database.instance)).toBe(false)
    for (const wrong of [older, '', 'guess'])
      await expect(claim(wrong)).rejects.toMatchObject({ code: 'setup_link_invalid' })

    // A sign-up that fails gives the code back.
    const failing = async () => {
      throw new Error('password too weak')
    }
    await expect(claim(code, failing)).rejects.toThrow('password too weak')

    // Of two that use it at once, one gets in.
    const both = await Promise.allSettled([claim(code), claim(code)])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const [won] = both.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    const workspaceId = won?.workspaceId ?? ''
    const [user] = await database.in(workspaceId).query('select name, staff from loggia.users')
    expect(user).toEqual({ name: 'Ada', staff: ['operator'] })

    await expect(claim(code)).rejects.toMatchObject({ code: 'setup_link_invalid' })
    expect(await isClaimed(database.instance)).toBe(true)
    expect(await newSetupCode(database)).toBeUndefined()
  })

  test('only the hash of the code is kept', async () => {
    const [, codes] = await database.instance.batch([
      { text: "select set_config('loggia.system', 'setup', true)" },
      { text: 'select hash from loggia.setup_codes' },
    ])
    expect(codes?.[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await database.instance.query('select hash from loggia.setup_codes')).toEqual([])
  })

  test('two users of one name get two slugs, and one e-mail address one user', async () => {
    const user = (userId: string, email: string) =>
      createAccount({ database, clock }, { userId, email, name: 'Zoë Q.' })
    const ids = [await user('usr_z1', 'z1@example.com'), await user('usr_z2', 'z2@example.com')]
    const slugs = await Promise.all(
      ids.map(id => database.in(id).query<{ slug: string }>('select slug from loggia.workspaces')),
    )
    expect(slugs[0]?.[0]?.slug).toBe('zoe-q')
    expect(slugs[1]?.[0]?.slug).toMatch(/^zoe-q-[0-9a-f]{6}$/)
    await expect(user('usr_z3', 'z1@example.com')).rejects.toMatchObject({ code: 'conflict' })
  })
})

test.each([
  ['Ada Lovelace', 'ada-lovelace'],
  ['  --Ünïcode!! ', 'unicode'],
  ['李雷', 'home'],
  ['x'.repeat(80), 'x'.repeat(32)],
  [`${'a'.repeat(31)} b`, 'a'.repeat(31)],
])('the slug of %s is %s', (name, slug) => {
  expect(slugFrom(name)).toBe(slug)
})
