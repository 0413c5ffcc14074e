import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../identity/index.ts'
import { identify } from '../identity/index.ts'
import { type World, world } from '../identity/testing.ts'
import { asOwner } from '../platform/testing.ts'
import { exportPerson } from './export-person.ts'
import { peopleOperations } from './operations.ts'
import { sessionOperations } from './sessions.ts'

describe.each(['pglite', 'postgres'] as const)('people on %s', engine => {
  let house: World
  let operator: Context
  const cancelled: string[] = []
  const people = () =>
    peopleOperations({
      database: house.database,
      homeUserId: () => house.ada.userId,
      sendReset: async () => undefined,
      requireMail: () => undefined,
      cancelRun: async (_, runId) => void cancelled.push(runId),
      cancelRuns: async db => void cancelled.push(db.workspaceId),
    })

  beforeAll(async () => {
    house = await world(engine)
    operator = house.ada.as({ kind: 'user', userId: house.ada.userId, role: 'owner', staff: ['operator'] })
  })
  afterAll(() => house?.close())

  /** A login with one session, as the ways in make it. */
  async function logIn(userId: string, token: string) {
    await house.database.auth.batch([
      {
        text: `insert into auth."user" (id, name, email, "emailVerified") values ($1, $1, $1, true) on conflict do nothing`,
        values: [userId],
      },
      {
        text: `insert into auth.session (id, token, "userId", "expiresAt", "updatedAt") values ($1, $1, $2, now() + interval '1 day', now())`,
        values: [token, userId],
      },
    ])
  }
  /** An agent, and a conversation and a memory of somebody with it. */
  async function talk(workspaceId: string, userId: string, words: string) {
    await house.database.in(workspaceId).batch([
      {
        text: `insert into loggia.agents (workspace_id, id, handle, source, definition, hash)
          values ($1, 'agt_1', 'one', 'app', '{}', 'h') on conflict do nothing`,
        values: [workspaceId],
      },
      {
        text: `insert into loggia.conversations (workspace_id, id, agent_id, user_id, title) values ($1, $2, 'agt_1', $3, $4)`,
        values: [workspaceId, `cnv_${userId}`, userId, words],
      },
      {
        text: `insert into loggia.runs (workspace_id, id, conversation_id, agent_id, user_id, message_id, status, node_id)
          values ($1, $2, $3, 'agt_1', $4, 'msg_1', 'running', 'node')`,
        values: [workspaceId, `run_${userId}`, `cnv_${userId}`, userId],
      },
      {
        text: `insert into loggia.memories (workspace_id, id, agent_id, scope, user_id, key, value, provenance, created_at, updated_at, embedder, dimensions, terms)
          values ($1, $2, 'agt_1', 'user', $3, 'likes', $4, '{}', now(), now(), 'none', 0, '')`,
        values: [workspaceId, `mem_${userId}`, userId, words],
      },
    ])
  }
  const textOf = async (lines: AsyncGenerator<string>) => (await Array.fromAsync(lines)).join('')

  test('a suspended user’s session is nobody, and is somebody again in no other way than signing in', async () => {
    const { userId } = house.ben
    await logIn(userId, 'token-1')
    const who = () => identify(house.database.instance, { sessionToken: 'token-1' })
    expect((await who())?.user.id).toBe(userId)
    await people().suspend(operator, { person: userId })
    expect(await who()).toBeUndefined()
    // Also where the row of the session came back.
    await logIn(userId, 'token-2')
    expect(await identify(house.database.instance, { sessionToken: 'token-2' })).toBeUndefined()
    await people().unsuspend(operator, { person: userId })
    expect((await identify(house.database.instance, { sessionToken: 'token-2' }))?.user.id).toBe(userId)
  })

  test('nobody ends the session of another', async () => {
    await logIn(house.ada.userId, 'token-ada')
    const foreign = sessionOperations.revoke(house.ben.context, { session: 'token-ada' })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
    const own = await sessionOperations.list(house.ben.context, () => undefined)
    expect(own.items.map(({ id }) => id)).toEqual(['token-2'])
  })

  test('only operators may, whatever they are in their workspace', async () => {
    const { userId } = house.ada
    for (const attempt of [
      people().list(house.ben.context, { limit: 10 }),
      people().unsuspend(house.ben.context, { person: userId }),
      people().suspend(house.ben.context, { person: userId }),
      people().reset(house.ben.context, { person: userId }),
      people().delete(house.ben.context, { person: userId, email: 'ada@example.com' }),
      exportPerson(house.database, house.ben.context, userId),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('people are listed page by page, each once', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const found = await people().list(operator, { limit: 1, after })
      seen.push(...found.items.map(({ id }) => id))
      after = found.next
    } while (after !== undefined)
    expect(seen.sort()).toEqual([house.ada.userId, house.ben.userId].sort())
  })

  test('an export holds what is theirs in every workspace, and nothing of anybody else', async () => {
    const guest = await house.join(house.ada, 'builder')
    const userId = guest.actor.kind === 'user' ? guest.actor.userId : ''
    await talk(house.ada.workspaceId, userId, 'words of the guest')
    await talk(house.ada.workspaceId, house.ada.userId, 'words of Ada')
    const text = await textOf(await exportPerson(house.database, operator, userId))
    expect(text.match(/words of the guest/g)).toHaveLength(2)
    expect(text).not.toContain('words of Ada')
  })

  test('deleting ends what is theirs alone, takes what is theirs elsewhere and leaves the rest', async () => {
    const guest = await house.join(house.ben, 'builder')
    const userId = guest.actor.kind === 'user' ? guest.actor.userId : ''
    const { items } = await people().list(operator, { limit: 10 })
    const email = items.find(({ id }) => id === userId)?.email ?? ''
    await logIn(userId, 'token-guest')
    await talk(house.ben.workspaceId, userId, 'words of the guest')
    await talk(house.ben.workspaceId, house.ben.userId, 'words of Ben')
    const own = await house.database.instance.query<{ id: string }>(
      'select id from loggia.workspaces_of($1)',
      [userId],
    )
    const alone = own.map(({ id }) => id).filter(id => id !== house.ben.workspaceId)
    expect(alone).toHaveLength(1)

    await people().delete(operator, { person: userId, email })
    expect(cancelled).toEqual(expect.arrayContaining([`run_${userId}`, ...alone]))
    const there = house.database.in(house.ben.workspaceId)
    const titles = await there.query('select title from loggia.conversations')
    expect(titles).toEqual([{ title: 'words of Ben' }])
    expect(await there.query('select value from loggia.memories')).toEqual([{ value: 'words of Ben' }])
    expect(await identify(house.database.instance, { sessionToken: 'token-guest' })).toBeUndefined()
    const again = people().delete(operator, { person: userId, email })
    await expect(again).rejects.toMatchObject({ code: 'not_found' })
    if (house.database.ownerUrl === undefined) return
    const left = await asOwner(house.database.ownerUrl, async owner => {
      const counted = await owner.query(
        `select (select count(*) from auth."user" where id = $1) + (select count(*) from auth.session where "userId" = $1)
          + (select count(*) from loggia.users where id = $1) + (select count(*) from loggia.members where user_id = $1)
          + (select count(*) from loggia.workspaces where id = $2) as rows`,
        [userId, alone[0]],
      )
      return Number(counted.rows[0]?.rows)
    })
    expect(left).toBe(0)
  })

  test('the last owner of a workspace with others in it is not deleted, and nothing is touched', async () => {
    await house.join(house.ben, 'admin')
    const attempt = people().delete(operator, { person: house.ben.userId, email: 'ben@example.com' })
    await expect(attempt).rejects.toMatchObject({ code: 'conflict', detail: expect.stringContaining('Ben') })
    expect(
      (await people().list(operator, { limit: 10, search: 'ben@' })).items[0]?.suspendedAt,
    ).toBeUndefined()
  })
})
