import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../platform/testing.ts'
import { makeApiKey } from './api-key.ts'
import { identify } from './identify.ts'
import { createKey, listKeys, revokeKey } from './operations.ts'
import { type Inhabitant, type World, world } from './testing.ts'

describe.each(['pglite', 'postgres'] as const)('who is asking, on %s', engine => {
  let w: World
  beforeAll(async () => {
    w = await world(engine)
    await signIn(w.ada, 'token-of-ada')
    await signIn(w.ben, 'token-of-ben')
  })
  afterAll(() => w?.close())

  /** The rows better-auth writes at a sign-in. */
  async function signIn({ userId }: Inhabitant, token: string, expires = "now() + interval '1 hour'") {
    await w.database.auth.batch([
      {
        text: `insert into auth."user" (id, name, email, "emailVerified") values ($1, $1, $1, false) on conflict do nothing`,
        values: [userId],
      },
      {
        text: `insert into auth."session" (id, token, "userId", "updatedAt", "expiresAt") values ($2, $2, $1, now(), ${expires})`,
        values: [userId, token],
      },
    ])
  }
  const ask = (claim: Parameters<typeof identify>[1]) => identify(w.database.instance, claim)

  test('a session is its user in their own workspace', async () => {
    expect(await ask({ sessionToken: 'token-of-ada' })).toEqual({
      actor: { kind: 'user', userId: w.ada.userId, role: 'owner', staff: [] },
      user: { id: w.ada.userId, name: 'Ada', email: 'ada@example.com' },
      workspace: { id: w.ada.workspaceId, slug: 'ada', name: 'Ada' },
    })
  })

  test('a workspace is asked for by id or slug, and another person’s does not exist', async () => {
    expect((await ask({ sessionToken: 'token-of-ada', workspace: 'ada' }))?.workspace.id).toBe(
      w.ada.workspaceId,
    )
    for (const workspace of ['ben', w.ben.workspaceId, 'nowhere']) {
      await expect(ask({ sessionToken: 'token-of-ada', workspace })).rejects.toMatchObject({
        code: 'not_found',
      })
    }
  })

  test('a session that ended, expired or never was is nobody', async () => {
    await signIn(w.ada, 'expired', "now() - interval '1 second'")
    await signIn(w.ada, 'ended')
    expect((await ask({ sessionToken: 'ended' }))?.user.name).toBe('Ada')
    await w.database.auth.query(`delete from auth."session" where token = 'ended'`)
    for (const sessionToken of ['expired', 'ended', '', 'none'])
      expect(await ask({ sessionToken })).toBeUndefined()
    expect(await ask({})).toBeUndefined()
  })

  test('a role that is taken away is gone at the next question', async () => {
    await w.database
      .in(w.ada.workspaceId)
      .query("insert into loggia.members (workspace_id, user_id, role) values ($1, $2, 'viewer')", [
        w.ada.workspaceId,
        w.ben.userId,
      ])
    const question = { sessionToken: 'token-of-ben', workspace: 'ada' }
    expect((await ask(question))?.actor.role).toBe('viewer')
    await w.database
      .in(w.ada.workspaceId)
      .query('delete from loggia.members where user_id = $1', [w.ben.userId])
    await expect(ask(question)).rejects.toMatchObject({ code: 'not_found' })
    expect((await ask({ sessionToken: 'token-of-ben' }))?.workspace.slug).toBe('ben')
  })

  test('a key is its user with its scopes, is shown once, and stops when revoked', async () => {
    const made = await createKey(w.ada.context, { name: 'ci', scopes: ['agents:read'], agents: ['agt_1'] })
    const identity = await ask({ apiKey: made.key })
    expect(identity?.actor).toMatchObject({
      kind: 'key',
      keyId: made.id,
      scopes: ['agents:read'],
      agentIds: ['agt_1'],
    })
    const { items } = await listKeys(w.ada.context)
    expect(items[0]).toMatchObject({ id: made.id, name: 'ci', hint: made.key.slice(0, 8) })
    expect(items[0]?.lastUsedAt).toBeDefined()
    expect(JSON.stringify(items)).not.toContain(made.key)
    await expect(ask({ apiKey: made.key, workspace: 'ben' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(revokeKey(w.ben.context, { key: made.id })).rejects.toMatchObject({ code: 'not_found' })
    await revokeKey(w.ada.context, { key: made.id })
    expect(await ask({ apiKey: made.key })).toBeUndefined()
    expect((await listKeys(w.ada.context)).items).toEqual([])
  })

  test('an unknown key, a mistyped one and an expired one are nobody', async () => {
    const { key, id } = await createKey(w.ada.context, { name: 'short', expiresInDays: 1 })
    await w.database
      .in(w.ada.workspaceId)
      .query("update loggia.api_keys set expires_at = now() - interval '1 second' where id = $1", [id])
    for (const apiKey of [makeApiKey(), 'lga_nonsense', key]) expect(await ask({ apiKey })).toBeUndefined()
  })

  test('a key holds at most what its maker may', async () => {
    const builder = await w.join(w.ada, 'builder')
    await expect(createKey(builder, { name: 'x', scopes: ['secrets:write'] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const { scopes } = await createKey(builder, { name: 'all' })
    expect(scopes).toContain('agents:write')
    expect(scopes).not.toContain('secrets:write')
    expect(scopes).not.toContain('keys:manage')
    const viewer = await w.join(w.ada, 'viewer')
    await expect(createKey(viewer, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a user out of their workspaces is unknown inside another’s', async () => {
    const seen = await w.database
      .in(w.ada.workspaceId)
      .query<{ name: string }>('select name from loggia.users')
    expect(seen.map(row => row.name)).not.toContain('Ben')
    expect(await w.database.instance.query('select name from loggia.users')).toEqual([])
  })
})

test('the owner’s eyes see both workspaces, so the walls above are the policies’ doing', async () => {
  const w = await world('postgres')
  const { rows } = await asOwner(w.database.ownerUrl ?? '', owner =>
    owner.query('select slug from loggia.workspaces order by slug'),
  )
  expect(rows).toEqual([{ slug: 'ada' }, { slug: 'ben' }])
  await w.close()
})
