import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, post, type TestServer } from '../testing.ts'
import { openLiar, type Saying } from './sso-testing.ts'
import { claim, cookieOf, signUp, told, type Visitor, visitor } from './testing.ts'

let server: TestServer
let provider: Awaited<ReturnType<typeof openLiar>>
let ada: Visitor
beforeAll(async () => {
  provider = await openLiar()
  server = await openTestServer({
    environment: {
      LOGGIA_OIDC_ISSUER: provider.url,
      LOGGIA_OIDC_CLIENT_ID: 'loggia',
      LOGGIA_OIDC_CLIENT_SECRET: 'provider secret',
      LOGGIA_OIDC_NAME: 'Example',
    },
  })
  ada = await claim(server)
  await ada.send('PATCH', '/api/instance/settings', { multiUser: true })
})
afterAll(async () => {
  await server?.stop()
  await provider?.close()
})

/** To the provider and back, where it says this. */
async function goThrough(saying: Saying, change: (query: URLSearchParams) => void = () => undefined) {
  const started = await server.stranger('/api/auth/sso', post({}))
  const { url } = (await started.json()) as { url: string }
  provider.say(saying, url)
  const query = new URLSearchParams({ code: 'code', state: new URL(url).searchParams.get('state') ?? '' })
  change(query)
  return server.stranger(`/api/auth/callback/sso?${query}`, {
    headers: { cookie: cookieOf(started) },
    redirect: 'manual',
  })
}
const people = async () =>
  ((await (await ada.get('/api/people')).json()) as { items: { email: string }[] }).items.map(
    one => one.email,
  )
const refusals = async () => {
  const { items } = (await (await ada.get('/api/instance/audit')).json()) as { items: { action: string }[] }
  return items.filter(({ action }) => action === 'sign-in.refused').length
}

test('a provider that calls itself something else than it was set up as is not used', async () => {
  provider.say({ issuer: 'https://other.example' })
  expect(await told(await server.stranger('/api/auth/sso', post({})))).toMatchObject({
    status: 503,
    code: 'sso_unavailable',
  })
  provider.say({})
  expect(await told(await server.stranger('/api/auth/ways'))).toMatchObject({ sso: { name: 'Example' } })
})

test.each<[string, Saying]>([
  ['another issuer', { claims: { iss: 'https://other.example' } }],
  ['another audience', { claims: { aud: 'somebody-else' } }],
  ['another nonce', { claims: { nonce: 'replayed' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['another key', { otherKey: true }],
  ['no signature', { unsigned: true }],
  ['a time long past', { claims: { exp: 1_000_000 } }],
  [
    'no ID token at all',
    { withoutIdToken: true, userinfo: { sub: 'subject-1', email: 'mallory@example.org' } },
  ],
  [
    'an address for another subject',
    {
      claims: { email: undefined },
      userinfo: { sub: 'subject-2', email: 'ada@example.org', email_verified: true },
    },
  ],
])('a token with %s is refused and written down, and nothing changes', async (_, saying) => {
  const [peopleBefore, refusedBefore] = [await people(), await refusals()]
  const back = await goThrough(saying)
  expect(back.status).toBe(302)
  expect(back.headers.get('location')).toMatch(/\/sign-in\?error=\w+/)
  expect(back.headers.getSetCookie()).toEqual([])
  expect(await people()).toEqual(peopleBefore)
  expect(await refusals()).toBe(refusedBefore + 1)
})

test('an answer that another browser asked for is refused', async () => {
  const back = await goThrough({}, query => query.set('state', 'guessed'))
  expect(back.headers.get('location')).toMatch(/\/sign-in\?error=/)
  expect(back.headers.getSetCookie()).toEqual([])
})

test('an account whose address nobody has proven is not given to a provider’s word', async () => {
  await signUp(server, 'mallory@example.org')
  const back = await goThrough({})
  expect(back.headers.get('location')).toMatch(/\/sign-in\?error=account_not_linked/)
})

test('who tells the truth is let in, into the account that has the verified address', async () => {
  const back = await goThrough({ claims: { sub: 'subject-9', email: 'ada@example.org' } })
  expect(back.headers.get('location')).toBe(`${server.url}/`)
  const me = await told(await visitor(server, cookieOf(back)).get('/api/me'))
  expect(me).toMatchObject({ user: { email: 'ada@example.org', staff: ['operator'] } })
})
