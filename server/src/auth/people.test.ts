import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, post, type TestServer } from '../testing.ts'
import { claim, cookieOf, signUp, told, type Visitor, visitor } from './testing.ts'

let server: TestServer
let ada: Visitor
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.stop())

const enter = async (email: string) =>
  visitor(
    server,
    cookieOf(await server.stranger('/api/auth/sign-in/email', post({ email, password: 'battery staple' }))),
  )
const personCalled = async (email: string) => {
  const { items } = (await (await ada.get(`/api/people?search=${encodeURIComponent(email)}`)).json()) as {
    items: { id: string; email: string; suspendedAt?: string }[]
  }
  return items.find(person => person.email === email)
}
const deeds = async () => {
  const { items } = (await (await ada.get('/api/instance/audit')).json()) as { items: { action: string }[] }
  return items.map(({ action }) => action)
}

test('before the operator has come, nobody signs up', async () => {
  expect(await told(await signUp(server, 'eve@example.org'))).toMatchObject({ code: 'sign_up_closed' })
  expect(await told(await server.stranger('/api/auth/ways'))).toMatchObject({ signUp: 'closed' })
  ada = await claim(server)
})

test('an instance is for invited people until its operator opens it, which is written down', async () => {
  expect(await told(await server.stranger('/api/auth/ways'))).toMatchObject({ signUp: 'invited' })
  expect(await told(await signUp(server, 'ben@example.org'))).toMatchObject({
    status: 403,
    code: 'sign_up_closed',
  })
  expect(await told(await signUp(server, 'ben@example.org', 'guessed'))).toMatchObject({
    code: 'sign_up_closed',
  })
  const opened = await ada.send('PATCH', '/api/instance/settings', { multiUser: true })
  expect(await told(opened)).toEqual({ status: 200, multiUser: true })
  const ben = await signUp(server, 'Ben@Example.org')
  expect(ben.status).toBe(200)
  const me = await told(await visitor(server, cookieOf(ben)).get('/api/me'))
  expect(me).toMatchObject({ user: { email: 'ben@example.org', staff: [] }, workspace: { role: 'owner' } })
  expect(await told(await signUp(server, 'ben@example.org'))).toMatchObject({ status: 409 })
  expect((await signUp(server, 'dora@example.org')).status).toBe(200)
  await ada.send('PATCH', '/api/instance/settings', { multiUser: false })
  expect(await told(await signUp(server, 'cleo@example.org'))).toMatchObject({ code: 'sign_up_closed' })
  expect((await enter('ben@example.org')).cookie).not.toBe('')
  expect((await deeds()).filter(action => action === 'settings.changed')).toHaveLength(2)
})

test('an invitation lets somebody in whom it is for, and nobody else', async () => {
  const wish = { role: 'viewer', email: 'cleo@example.org', expiresInDays: 1 }
  const { token } = (await told(await ada.send('POST', '/api/invitations', wish))) as { token?: string }
  expect(token).toEqual(expect.any(String))
  expect(await told(await signUp(server, 'eve@example.org', token))).toMatchObject({ code: 'sign_up_closed' })
  expect((await signUp(server, 'cleo@example.org', token)).status).toBe(200)
})

test('what operators do is closed to everybody else, keys without the scope included', async () => {
  const ben = await enter('ben@example.org')
  expect((await ben.get('/api/people')).status).toBe(403)
  expect((await ben.get('/api/instance/settings')).status).toBe(403)
  expect((await ben.send('PATCH', '/api/instance/settings', { multiUser: true })).status).toBe(403)
  expect((await server.stranger('/api/people')).status).toBe(401)
  const { key, scopes } = (await told(await ada.send('POST', '/api/keys', { name: 'all' }))) as {
    key?: string
    scopes?: string[]
  }
  expect(scopes).not.toContain('instance:manage')
  const asked = await server.stranger('/api/people', { headers: { authorization: `Bearer ${key}` } })
  expect(asked.status).toBe(403)
})

test('sessions are listed without their tokens, and one that is ended is over at the next request', async () => {
  const [phone, laptop] = [await enter('ben@example.org'), await enter('ben@example.org')]
  const text = await (await laptop.get('/api/sessions')).text()
  const token = decodeURIComponent(phone.cookie).match(/session_token=([^.]+)/)?.[1] ?? 'none'
  expect(text).not.toContain(token)
  const { items } = JSON.parse(text) as { items: { id: string; current: boolean }[] }
  const current = items.filter(session => session.current)
  expect(current).toHaveLength(1)
  const theirs = await ada.send('DELETE', `/api/sessions/${current[0]?.id}`)
  expect(theirs.status).toBe(404)
  expect((await phone.send('DELETE', `/api/sessions/${current[0]?.id}`)).status).toBe(200)
  expect((await laptop.get('/api/sessions')).status).toBe(401)
  expect((await phone.get('/api/sessions')).status).toBe(200)
  const left = await enter('ben@example.org')
  expect(await told(await left.send('POST', '/api/sessions/revoke-others'))).toMatchObject({ status: 200 })
  expect((await phone.get('/api/agents')).status).toBe(401)
  expect((await left.get('/api/agents')).status).toBe(200)
})

test('an API key neither sees nor ends sessions', async () => {
  const headers = { authorization: `Bearer ${await server.key()}` }
  expect((await server.stranger('/api/sessions', { headers })).status).toBe(403)
})

test('who is suspended is out at once, with sessions and keys, and says so only to the right password', async () => {
  const dora = await enter('dora@example.org')
  const { key } = (await told(await dora.send('POST', '/api/keys', { name: 'mine' }))) as { key?: string }
  const byKey = () => server.stranger('/api/agents', { headers: { authorization: `Bearer ${key}` } })
  expect((await byKey()).status).toBe(200)
  const id = (await personCalled('dora@example.org'))?.id
  const suspended = await told(await ada.send('POST', `/api/people/${id}/suspend`))
  expect(suspended).toMatchObject({ status: 200, sessions: 0, suspendedAt: expect.any(String) })
  expect((await dora.get('/api/agents')).status).toBe(401)
  expect((await byKey()).status).toBe(401)
  const login = { email: 'dora@example.org', password: 'battery staple' }
  expect(await told(await server.stranger('/api/auth/sign-in/email', post(login)))).toMatchObject({
    code: 'account_suspended',
  })
  const wrong = post({ ...login, password: 'battery stable' })
  expect(await told(await server.stranger('/api/auth/sign-in/email', wrong))).toMatchObject({
    code: 'unauthenticated',
  })
  await ada.send('POST', `/api/people/${id}/unsuspend`)
  expect((await byKey()).status).toBe(200)
  expect((await (await enter('dora@example.org')).get('/api/agents')).status).toBe(200)
  expect(await deeds()).toEqual(expect.arrayContaining(['person.suspended', 'person.unsuspended']))
})

test('an operator cannot suspend or delete themselves, nor anybody who is not there', async () => {
  const id = (await personCalled('ada@example.org'))?.id
  expect((await ada.send('POST', `/api/people/${id}/suspend`)).status).toBe(409)
  expect((await ada.send('DELETE', `/api/people/${id}`, { email: 'ada@example.org' })).status).toBe(409)
  expect((await ada.send('POST', '/api/people/usr_nobody/suspend')).status).toBe(404)
  expect((await ada.get('/api/people/usr_nobody/export')).status).toBe(404)
})

test('a person’s data comes out as lines, without a hash or a token, and what is deleted is gone', async () => {
  const cleo = await enter('cleo@example.org')
  const definition = { name: 'Echo', model: { provider: 'scripted' }, plugins: ['scripted'] }
  const handle = { handle: 'echo', definition }
  const { id: agent } = (await told(await cleo.send('POST', '/api/agents', handle))) as { id?: string }
  const begun = await told(await cleo.send('POST', '/api/conversations', { agent, title: 'My garden' }))
  expect(begun).toMatchObject({ status: 200 })
  const id = (await personCalled('cleo@example.org'))?.id
  const lines = (await (await ada.get(`/api/people/${id}/export`)).text()).trim().split('\n')
  const kinds = lines.map(line => (JSON.parse(line) as { kind: string }).kind)
  expect(kinds).toEqual(
    expect.arrayContaining(['person', 'way-in', 'session', 'membership', 'conversations']),
  )
  expect(lines.join('')).toContain('My garden')
  expect(lines.join('')).not.toMatch(/"(hash|token|password)"/)

  const wrong = await ada.send('DELETE', `/api/people/${id}`, { email: 'ben@example.org' })
  expect(wrong.status).toBe(409)
  expect((await cleo.get('/api/agents')).status).toBe(200)
  expect((await ada.send('DELETE', `/api/people/${id}`, { email: 'cleo@example.org' })).status).toBe(200)
  expect((await cleo.get('/api/agents')).status).toBe(401)
  expect((await enter('cleo@example.org')).cookie).toBe('')
  expect(await personCalled('cleo@example.org')).toBeUndefined()
  expect(await deeds()).toEqual(expect.arrayContaining(['person.exported', 'person.deleted']))
})
