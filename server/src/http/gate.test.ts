import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, post, type TestServer } from '../testing.ts'
import { table } from './table.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.stop())

const concrete = (path: string) => path.replace(/\{\w+\}/g, 'x')
const code = async (response: Response) => ((await response.json()) as { code: string }).code

test('a stranger gets nothing but what is public by design', async () => {
  for (const row of table) {
    const response = await server.stranger(concrete(row.path), {
      ...(row.method === 'GET' ? {} : post({})),
      method: row.method,
    })
    if (row.access === 'public') expect(response.status, row.name).not.toBe(403)
    else expect(response.status, row.name).toBe(401)
    await response.body?.cancel()
  }
  expect(table.filter(row => row.access === 'public').map(row => row.name)).toEqual([
    'instance.about',
    'instance.live',
    'instance.ready',
    'instance.security',
    'instance.openapi',
    'instance.reference',
    'account.claim',
    'account.ways',
    'account.signUp',
    'account.signIn',
    'account.sendLink',
    'account.enterByLink',
    'account.sendReset',
    'account.resetPassword',
    'account.startSso',
    'account.finishSso',
    'account.signOut',
    'invitations.preview',
  ])
})

test('a key without the scope is refused by its name, whatever the operation', async () => {
  const key = await server.key(['models:read'])
  for (const row of table) {
    if (row.access === 'public' || row.access === 'models:read') continue
    const response = await server.stranger(concrete(row.path), {
      method: row.method,
      headers: { authorization: `Bearer ${key}` },
    })
    const body = (await response.json()) as { code: string; detail: string }
    expect([response.status, body.code], row.name).toEqual([403, 'forbidden'])
    expect(body.detail).toContain(row.access === 'signed-in' ? 'signed in' : row.access)
  }
})

test('a key in the address, a broken one and a revoked one are refused', async () => {
  const key = await server.key(['agents:read'])
  const bearer = { headers: { authorization: `Bearer ${key}` } }
  expect((await server.stranger('/api/agents', bearer)).status).toBe(200)
  expect((await server.stranger(`/api/agents?key=${key}`)).status).toBe(401)
  expect(
    (await server.stranger('/api/agents', { headers: { authorization: 'Bearer lga_nope' } })).status,
  ).toBe(401)
  expect((await server.stranger('/api/agents', { headers: { authorization: 'Basic YTpi' } })).status).toBe(
    401,
  )
  const { items } = await server.client.keys.list({})
  for (const { id } of items) await server.client.keys.revoke({ key: id })
  const refused = await server.stranger('/api/agents', bearer)
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/)
})

test('a key that is bound to an agent reaches no other', async () => {
  const key = await server.key(['agents:read'], [server.agent])
  const bearer = { headers: { authorization: `Bearer ${key}` } }
  const list = (await (await server.stranger('/api/agents', bearer)).json()) as {
    items: { handle: string }[]
  }
  expect(list.items.map(agent => agent.handle)).toEqual(['scripted'])
  expect((await server.stranger('/api/agents/hello', bearer)).status).toBe(404)
})

test('a page of another site cannot make a browser write', async () => {
  const signIn = { email: 'a@b.example', password: 'password' }
  const from = (headers: Record<string, string>) =>
    server.stranger('/api/auth/sign-in/email', post(signIn, headers))
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    expect(await code(await from(headers as Record<string, string>))).toBe('origin_refused')
  }
  expect(await code(await from({ origin: server.url }))).toBe('unauthenticated')
})

test('no other site may read an answer', async () => {
  const response = await server.stranger('/api/instance', { headers: { origin: 'https://evil.example' } })
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  const preflight = await server.stranger('/api/agents', {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  })
  expect(preflight.status).toBe(405)
  expect(preflight.headers.get('access-control-allow-methods')).toBeNull()
})

test('every answer carries the security headers and a request id of ours', async () => {
  for (const path of ['/api/instance', '/api/nothing', '/api/docs', '/healthz']) {
    const { headers } = await server.stranger(path, { headers: { 'x-request-id': 'mine' } })
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy'), path).not.toMatch(/unsafe/)
    expect(headers.get('referrer-policy'), path).toBe('same-origin')
    expect(headers.get('strict-transport-security'), path).toBeNull()
    expect(headers.get('x-request-id'), path).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('x-powered-by'), path).toBeNull()
  }
  const docs = await server.stranger('/api/docs')
  expect(docs.headers.get('content-security-policy')).toMatch(/style-src 'self' 'sha256-/)
})

test('what is not in the table does not exist', async () => {
  for (const path of ['/api/auth/sign-up/email', '/api/auth/get-session', '/api/users', '/v1/responses']) {
    const response = await server.ask(path, post({}))
    expect([response.status, response.headers.get('content-type')], path).toEqual([
      404,
      'application/problem+json',
    ])
  }
  const wrong = await server.ask('/api/agents', { method: 'DELETE' })
  expect(wrong.status).toBe(405)
  expect(wrong.headers.get('allow')).toBe('GET, POST')
})

test('too long a head is refused in our words', async () => {
  const { hostname, port } = new URL(server.url)
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    const sent = request(
      { hostname, port, path: '/healthz', headers: { 'x-long': 'x'.repeat(40_000) } },
      response => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    sent.on('error', reject)
    sent.end()
  })
  expect(answer).toBe(413)
})

test('metrics are for operators: the owner reads them, a key without the scope does not', async () => {
  const text = await (await server.ask('/metrics')).text()
  expect(text).toMatch(/^loggia_http_requests_total\{operation="agents.list",status="200"\} \d+$/m)
  expect(text).toMatch(/^loggia_http_request_seconds_bucket\{operation="agents.list",le="\+Inf"\} \d+$/m)
  expect(text).toContain('# TYPE loggia_first_token_seconds histogram')
})
