import { createHmac, randomBytes } from 'node:crypto'
import { defineTool, type Me, type RunEvent } from '@loggia/contract'
import { createAccount, parseKeyring } from '@loggia/core/identity'
import { type Database, idsBy, openPostgres } from '@loggia/core/platform'
import { asOwner, emptyPostgres, productMigrations } from '@loggia/core/platform/testing'
import { createClient } from '@loggia/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestServer, post, type TestServer } from './testing.ts'

const secretKey = 'k'.repeat(40)
const wait = defineTool({
  name: 'wait',
  description: 'Waits until the run is cancelled.',
  input: z.object({}),
  async run(_, { signal }) {
    await new Promise(resolve => signal.addEventListener('abort', resolve))
    return 'waited'
  },
})

let postgres: Awaited<ReturnType<typeof emptyPostgres>>
let database: Database
let one: TestServer
let other: TestServer
let ada: Person
let ben: Person
let eve: Person

/** Somebody with a session, who asks in their own workspace or in the one that is named. */
interface Person {
  id: string
  ask(path: string, init?: RequestInit & { workspace?: string; server?: TestServer }): Promise<Answer>
}
interface Answer {
  status: number
  body: Record<string, unknown> & { items?: { id: string; role: string }[] }
}

beforeAll(async () => {
  postgres = await emptyPostgres()
  const options = {
    tools: [wait],
    flags: { databaseUrl: postgres.url, secretKey },
    script: () => ({ text: 'One moment.', toolCalls: [{ name: 'wait', input: {} }] }),
  }
  one = await openTestServer(options)
  other = await openTestServer(options)
  database = await openPostgres({ ownerUrl: postgres.url, migrations: await productMigrations() })
  ada = await person('Ada')
  ben = await person('Ben')
  eve = await person('Eve')
})
afterAll(async () => {
  await database?.close()
  await one?.stop()
  await other?.stop()
  await postgres?.drop()
})

async function person(name: string): Promise<Person> {
  const id = idsBy(Date.now)('user')
  const email = `${name.toLowerCase()}@example.org`
  const token = randomBytes(24).toString('base64url')
  await createAccount({ database, clock: Date.now }, { userId: id, email, name })
  await asOwner(postgres.url, async owner => {
    const user = 'insert into auth."user" (id, name, email, "emailVerified") values ($1, $2, $3, true)'
    await owner.query(user, [id, name, email])
    const session = `insert into auth."session" (id, "expiresAt", token, "updatedAt", "userId")
      values ($1, now() + interval '1 hour', $2, now(), $3)`
    await owner.query(session, [token, token, id])
  })
  const key = parseKeyring(secretKey).current('session cookies').key.toString('hex')
  const signature = createHmac('sha256', key).update(token).digest('base64')
  const cookie = `loggia.session_token=${encodeURIComponent(`${token}.${signature}`)}`
  return {
    id,
    async ask(path, { workspace, server = one, ...init } = {}) {
      const response = await server.stranger(path, {
        ...init,
        headers: {
          ...{
            cookie,
            origin: server.url,
            ...(workspace !== undefined && { 'loggia-workspace': workspace }),
          },
          ...(init.headers as Record<string, string>),
        },
      })
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    },
  }
}

const slow = { name: 'Slow', model: { provider: 'scripted' }, plugins: ['scripted'] }
const put = (body: unknown): RequestInit => ({ ...post(body), method: 'PUT' })
const invite = async (by: Person, workspace: string, role: string): Promise<string> => {
  const { body } = await by.ask('/api/invitations', { ...post({ role }), workspace })
  return String(body.token)
}

test('the header picks the workspace, and one that is not yours is answered like one that does not exist', async () => {
  const made = await ada.ask('/api/workspaces', post({ name: 'Acme', slug: 'ACME' }))
  expect(made).toMatchObject({ status: 200, body: { name: 'Acme', slug: 'acme', role: 'owner' } })
  const again = await ben.ask('/api/workspaces', post({ name: 'Acme', slug: 'acme' }))
  expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
  const cyrillic = await ben.ask('/api/workspaces', post({ name: 'Acme', slug: 'аcme' }))
  expect(cyrillic).toMatchObject({ status: 422, body: { code: 'invalid_input' } })

  const here = (await ada.ask('/api/me', { workspace: 'acme' })).body as unknown as Me
  expect(here.workspace).toMatchObject({ slug: 'acme', role: 'owner' })
  expect(here.workspaces.map(each => each.slug).sort()).toEqual(['acme', 'ada'])
  expect((await ada.ask('/api/me')).body).toMatchObject({ workspace: { slug: 'ada' } })

  const foreign = await ben.ask('/api/members', { workspace: 'acme' })
  const missing = await ben.ask('/api/members', { workspace: 'no-such' })
  const plain = ({ body: { requestId: _, ...rest }, status }: Answer) => ({ status, rest })
  expect(plain(foreign)).toEqual(plain(missing))
  expect(foreign.status).toBe(404)
})

test('an invitation is looked at by a stranger, accepted once, and refused when it is replayed', async () => {
  const token = await invite(ada, 'acme', 'builder')
  const seen = await one.stranger('/api/invitations/preview', post({ token }))
  expect(await seen.json()).toMatchObject({ workspace: { slug: 'acme' }, role: 'builder', invitedBy: 'Ada' })
  expect((await one.stranger('/api/invitations/accept', post({ token }))).status).toBe(401)

  const joined = await ben.ask('/api/invitations/accept', post({ token }))
  expect(joined).toMatchObject({ status: 200, body: { slug: 'acme', role: 'builder' } })
  const replay = await eve.ask('/api/invitations/accept', post({ token }))
  expect(replay).toMatchObject({ status: 410, body: { code: 'invitation_invalid' } })
  expect((await eve.ask('/api/members', { workspace: 'acme' })).status).toBe(404)

  const { items } = (await ben.ask('/api/members', { workspace: 'acme' })).body
  expect(items?.map(item => [item.id, item.role])).toEqual([
    [ada.id, 'owner'],
    [ben.id, 'builder'],
  ])
  expect((await ben.ask('/api/me')).body).toMatchObject({ workspace: { slug: 'ben', role: 'owner' } })
  const refused = await ada.ask('/api/invitations', { workspace: 'acme' })
  expect(refused.body.items).toMatchObject([{ status: 'accepted', acceptedBy: ben.id }])
})

test('a member does what their role allows, and ids of another workspace reach nothing', async () => {
  const raise = await ben.ask(`/api/members/${ben.id}/role`, { ...put({ role: 'owner' }), workspace: 'acme' })
  expect(raise).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  const invited = await ben.ask('/api/invitations', { ...post({ role: 'viewer' }), workspace: 'acme' })
  expect(invited.status).toBe(403)
  // Ben owns his own workspace, where Ada and Eve are nobody.
  for (const id of [ada.id, eve.id, "' or true --"]) {
    const removed = await ben.ask(`/api/members/${encodeURIComponent(id)}`, { method: 'DELETE' })
    expect(removed).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }
  const left = await ada.ask('/api/workspace/leave', { ...post({}), workspace: 'acme' })
  expect(left).toMatchObject({ status: 409, body: { code: 'conflict' } })
})

test('an API key manages people only with the scope, and never joins for somebody', async () => {
  const keyWith = async (scopes?: string[]) =>
    String(
      (await ada.ask('/api/keys', { ...post({ name: 'k', ...(scopes && { scopes }) }), workspace: 'acme' }))
        .body.key,
    )
  const asKey = async (key: string, path: string, init: RequestInit = {}) =>
    (
      await one.stranger(path, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${key}` },
      })
    ).status
  const plain = await keyWith()
  const manager = await keyWith(['members:manage'])
  expect(await asKey(plain, '/api/members')).toBe(200)
  expect(await asKey(plain, '/api/invitations')).toBe(403)
  expect(await asKey(manager, '/api/invitations')).toBe(200)
  const token = await invite(ada, 'acme', 'viewer')
  for (const key of [plain, manager]) {
    expect(await asKey(key, '/api/invitations/accept', post({ token }))).toBe(403)
    expect(await asKey(key, '/api/workspaces', post({ name: 'Own', slug: 'key-own' }))).toBe(403)
    expect(await asKey(key, '/api/workspace/delete', post({ name: 'Acme' }))).toBe(403)
  }
})

test('a member who is removed is out at the next request, on every node', async () => {
  const token = await invite(ada, 'acme', 'viewer')
  await eve.ask('/api/invitations/accept', post({ token }))
  const ask = (server: TestServer) => eve.ask('/api/agents', { workspace: 'acme', server })
  expect([(await ask(one)).status, (await ask(other)).status]).toEqual([200, 200])
  const removed = await ada.ask(`/api/members/${eve.id}`, { method: 'DELETE', workspace: 'acme' })
  expect(removed.status).toBe(200)
  expect([(await ask(one)).status, (await ask(other)).status]).toEqual([404, 404])
  expect((await eve.ask('/api/agents')).status).toBe(200)
})

test('removing a member cuts the answers that stream to them, whichever node they are on, and they may not resume', async () => {
  const token = await invite(ada, 'acme', 'builder')
  await eve.ask('/api/invitations/accept', post({ token }))
  const { body: key } = await eve.ask('/api/keys', { ...post({ name: 'k' }), workspace: 'acme' })
  const client = createClient({ baseUrl: other.url, key: String(key.key) })
  const agent = await client.agents.create({ handle: 'slower', definition: slow })
  const conversation = await client.conversations.create({ agent: agent.id })
  let removed: Promise<Answer> | undefined
  const listen = async () => {
    for await (const event of client.messages.send({ conversation: conversation.id, text: 'go' })) {
      if (event.type === 'TOOL_CALL_END')
        removed = ada.ask(`/api/members/${eve.id}`, { method: 'DELETE', workspace: 'acme' })
    }
  }
  await expect(listen()).rejects.toMatchObject({ code: 'unauthenticated' })
  expect((await removed)?.status).toBe(200)
  await expect(client.agents.list({})).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('a workspace deleted through one node ends the answer that another streams, and leaves no row', async () => {
  const { body: key } = await ada.ask('/api/keys', { ...post({ name: 'k' }), workspace: 'acme' })
  const client = createClient({ baseUrl: one.url, key: String(key.key) })
  const agent = await client.agents.create({
    handle: 'slow',
    definition: slow,
  })
  const conversation = await client.conversations.create({ agent: agent.id })
  const events: RunEvent[] = []
  let deleted: Promise<Answer> | undefined
  for await (const event of client.messages.send({ conversation: conversation.id, text: 'go' })) {
    events.push(event)
    if (event.type !== 'TOOL_CALL_END') continue
    const wrong = await ada.ask('/api/workspace/delete', { ...post({ name: 'acme' }), workspace: 'acme' })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
    deleted = ada.ask('/api/workspace/delete', {
      ...post({ name: 'Acme' }),
      workspace: 'acme',
      server: other,
    })
  }
  expect(events.at(-1)).toMatchObject({ type: 'RUN_FINISHED', outcome: { type: 'cancelled' } })
  expect((await deleted)?.status).toBe(200)
  expect((await ada.ask('/api/members', { workspace: 'acme' })).status).toBe(404)
  expect(
    (await one.stranger('/api/agents', { headers: { authorization: `Bearer ${key.key}` } })).status,
  ).toBe(401)
  const rows = await asOwner(postgres.url, async owner => {
    // As superuser, so that rows behind any wall are counted.
    const left = `select (select count(*)::int from loggia.members) as members,
      (select count(*)::int from loggia.runs) as runs, (select count(*)::int from loggia.run_events) as events`
    return (await owner.query(left)).rows
  })
  expect(rows).toEqual([{ members: 4, runs: 0, events: 0 }])
  const alone = await ada.ask('/api/workspace/delete', post({ name: 'Ada' }))
  expect(alone.status).toBe(200)
  expect((await ada.ask('/api/me')).body).toMatchObject({ workspace: { name: 'Ada', role: 'owner' } })
})
