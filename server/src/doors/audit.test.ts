import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestServer, post, type TestServer } from '../testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.stop())

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const linesOf = async (path: string) => {
  const response = await server.ask(path)
  expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson/)
  const text = await response.text()
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
}

test('what is done says who did it, from where and with which request', async () => {
  const response = await server.ask('/api/secrets/ONE_KEY', { ...post({ value: 'a value' }), method: 'PUT' })
  const { items } = await server.client.audit.search({ action: 'secret', limit: 1 })
  expect(items[0]).toMatchObject({
    ...{ action: 'secret.saved', subject: 'ONE_KEY', outcome: 'allowed' },
    ...{ origin: expect.stringContaining('127.0.0.1'), requestId: response.headers.get('x-request-id') },
  })
})

test('a key that asks for more than it may is in the log of its workspace', async () => {
  const key = await server.key(['agents:read'])
  const refused = await server.stranger('/api/secrets', { headers: bearer(key) })
  expect(refused.status).toBe(403)
  const found = await vi.waitFor(
    async () => {
      const { items } = await server.client.audit.search({ outcome: 'denied', limit: 1 })
      expect(items).toHaveLength(1)
      return items[0]
    },
    { timeout: 10_000 },
  )
  expect(found).toMatchObject({
    ...{ actor: expect.stringMatching(/^key_/), action: 'operation.denied', subject: 'secrets.list' },
    ...{ data: { code: 'forbidden' }, requestId: refused.headers.get('x-request-id') },
  })
})

test('a key that opens nothing is in the log of the instance; who only forgot to sign in is not', async () => {
  expect((await server.stranger('/api/agents')).status).toBe(401)
  expect((await server.stranger('/api/agents', { headers: bearer('lga_nope') })).status).toBe(401)
  const found = await vi.waitFor(
    async () => {
      const { items } = await server.client.audit.searchInstance({ outcome: 'denied', limit: 10 })
      expect(items).not.toEqual([])
      return items
    },
    { timeout: 10_000 },
  )
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({
    actor: 'anonymous',
    subject: 'agents.list',
    data: { code: 'unauthenticated' },
  })
  expect(JSON.stringify(found)).not.toContain('lga_nope')
})

test('a wrong password is in the log of the instance with its address, without the password', async () => {
  const wrong = { email: 'nobody@example.com', password: 'wrong-password-1' }
  expect((await server.stranger('/api/auth/sign-in/email', post(wrong))).status).toBe(401)
  const [found] = await vi.waitFor(
    async () => {
      const { items } = await server.client.audit.searchInstance({ subject: 'account.signIn', limit: 10 })
      expect(items).not.toEqual([])
      return items
    },
    { timeout: 10_000 },
  )
  expect(found).toMatchObject({ outcome: 'denied', origin: expect.stringContaining('127.0.0.1') })
  expect(JSON.stringify(found)).not.toContain('wrong-password')
})

test('an export streams every entry as a line, and the logs hold', async () => {
  const entries = await linesOf('/api/audit/export')
  expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1))
  const chosen = await linesOf('/api/audit/export?action=secret')
  expect(chosen.map(({ subject }) => subject)).toEqual(['ONE_KEY'])
  expect((await linesOf('/api/instance/audit/export'))[0]).toMatchObject({ action: 'audit.began' })
  expect((await server.client.audit.verify({})).fault).toBeUndefined()
  expect((await server.client.audit.verifyInstance({})).fault).toBeUndefined()
  const wrong = await server.ask('/api/audit/export?outcome=maybe')
  expect([wrong.status, wrong.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
})
