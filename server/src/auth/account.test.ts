import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, post, type TestServer } from '../testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.stop())

const login = { email: 'Ada@Example.org', password: 'correct horse' }
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
const signIn = (body: object = login) => server.stranger('/api/auth/sign-in/email', post(body))
const claim = (code: string, body: object = login) =>
  server.stranger('/api/auth/claim', post({ ...body, name: 'Ada', code }))
const code = async (response: Response) => ((await response.json()) as { code: string }).code

test('before anybody has claimed the instance, nobody can sign in and a wrong link is refused', async () => {
  expect(await (await server.stranger('/api/instance')).json()).toMatchObject({ claimed: false })
  expect(await code(await signIn())).toBe('unauthenticated')
  expect(await code(await claim('guessed'))).toBe('setup_link_invalid')
})

test('the one-time link makes the operator, who takes over what was there, and works once', async () => {
  const conversation = await server.conversation()
  const secret = new URL(server.claimLink ?? '').searchParams.get('code') ?? ''
  const claimed = await claim(secret)
  expect(claimed.status).toBe(200)
  const cookie = claimed.headers.getSetCookie().find(one => one.includes('session_token'))
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  const headers = { cookie: cookieOf(claimed) }
  const me = await (await server.stranger('/api/me', { headers })).json()
  expect(me).toMatchObject({
    user: { email: 'ada@example.org', name: 'Ada', staff: ['operator'] },
    workspace: { slug: 'ada', role: 'owner' },
  })
  const found = await server.stranger(`/api/conversations/${conversation}`, { headers })
  expect(found.status).toBe(200)
  expect(await code(await claim(secret, { ...login, email: 'eve@example.org' }))).toBe('setup_link_invalid')
  expect(await (await server.stranger('/api/instance')).json()).toMatchObject({ claimed: true })
})

test('a session signs in, acts, and is over at once when it signs out', async () => {
  const entered = await signIn({ ...login, email: 'ada@example.org' })
  const headers = { cookie: cookieOf(entered) }
  expect((await server.stranger('/api/agents', { headers })).status).toBe(200)
  const other = await server.stranger('/api/agents', {
    headers: { ...headers, 'loggia-workspace': 'elsewhere' },
  })
  expect(other.status).toBe(404)
  const left = await server.stranger('/api/auth/sign-out', post({}, { ...headers, origin: server.url }))
  expect(left.status).toBe(200)
  expect((await server.stranger('/api/agents', { headers })).status).toBe(401)
})

test('a session cookie whose signature is not ours is nobody', async () => {
  const cookie = cookieOf(await signIn())
  const forged = cookie.replace(/(session_token=[^.]+\.).{6}/, '$1AAAAAA')
  expect(forged).not.toBe(cookie)
  expect((await server.stranger('/api/agents', { headers: { cookie: forged } })).status).toBe(401)
})

test('another site cannot use the cookie to write, and reads what it may not see never', async () => {
  const headers = { cookie: cookieOf(await signIn()), origin: 'https://evil.example' }
  expect(await code(await server.stranger('/api/conversations', post({ agent: 'hello' }, headers)))).toBe(
    'origin_refused',
  )
})

test('a wrong password and an unknown address sound alike', async () => {
  const wrong = await signIn({ ...login, password: 'wrong horse' })
  const unknown = await signIn({ email: 'nobody@example.org', password: 'wrong horse' })
  const told = async (response: Response) => {
    const { code, detail } = (await response.json()) as { code: string; detail: string }
    return { status: response.status, code, detail }
  }
  expect(await told(wrong)).toEqual(await told(unknown))
})

test('guessing is slowed down, with how long to wait', async () => {
  let last = await signIn({ email: 'guess@example.org', password: 'password 1' })
  for (let attempt = 0; attempt < 12 && last.status !== 429; attempt++) {
    last = await signIn({ email: 'guess@example.org', password: `password ${attempt}` })
  }
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
})
