import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'

let told: TestServer
let silent: TestServer
beforeAll(async () => {
  const environment = {
    LOGGIA_SECURITY_CONTACT: 'mailto:security@example.org',
    LOGGIA_URL: 'https://a.example',
  }
  told = await openTestServer({ environment })
  silent = await openTestServer()
})
afterAll(async () => {
  await told?.stop()
  await silent?.stop()
})

const path = '/.well-known/security.txt'

test('security.txt names the contact, an expiry within a year and its own address, to anybody', async () => {
  const response = await told.stranger(path)
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  const lines = (await response.text()).split('\n')
  expect(lines).toContain('Contact: mailto:security@example.org')
  expect(lines).toContain(`Canonical: https://a.example${path}`)
  const expires = Date.parse(lines.find(line => line.startsWith('Expires: '))?.slice(9) ?? '')
  expect(expires).toBeGreaterThan(Date.now())
  expect(expires).toBeLessThan(Date.now() + 366 * 86_400_000)
})

test('an operator who named nobody has no security.txt, rather than one that leads nowhere', async () => {
  expect((await silent.stranger(path)).status).toBe(404)
})

test('a contact that is no address is refused at the start', async () => {
  const environment = { LOGGIA_SECURITY_CONTACT: 'call me' }
  await expect(openTestServer({ environment })).rejects.toMatchObject({ code: 'invalid_input' })
})
