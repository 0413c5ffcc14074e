import { asOwner, emptyPostgres } from '@loggia/core/platform/testing'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, post, type TestServer } from '../testing.ts'
import { openPort } from './sso-testing.ts'
import { claim, cookieOf, told, type Visitor, visitor } from './testing.ts'

let server: TestServer
let port: Awaited<ReturnType<typeof openPort>>
let ada: Visitor
let database: Awaited<ReturnType<typeof emptyPostgres>>
beforeAll(async () => {
  port = await openPort()
  database = await emptyPostgres()
  server = await openTestServer({
    flags: { databaseUrl: database.url },
    environment: {
      LOGGIA_OIDC_ISSUER: port.url,
      LOGGIA_OIDC_CLIENT_ID: 'loggia',
      LOGGIA_OIDC_CLIENT_SECRET: 'provider-secret',
    },
  })
  const provider = new Provider(port.url, {
    clients: [
      {
        client_id: 'loggia',
        client_secret: 'provider-secret',
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${server.url}/api/auth/callback/sso`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    cookies: { keys: ['only for a test'] },
    // Whoever logs in as `ben` is ben@example.org.
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, email: `${sub}@example.org`, email_verified: true, name: `Called ${sub}` }),
    }),
  })
  const answer = provider.callback()
  port.answerWith((request, response) => void answer(request, response))
  ada = await claim(server)
})
afterAll(async () => {
  await server?.stop()
  await port?.close()
  await database?.drop()
})

/** A browser that follows the provider's pages until they lead back to us; where they led. */
async function logInAs(name: string, invitation?: string) {
  const started = await server.stranger('/api/auth/sso', post({ ...(invitation && { invitation }) }))
  let { url } = (await started.json()) as { url: string }
  const jar = new Map<string, string>()
  let form: Record<string, string> | undefined
  for (let page = 0; page < 20 && !url.startsWith(server.url); page++) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(pair => pair.join('=')).join('; '),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
    })
    form = undefined
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location !== null) url = new URL(location, url).href
    else {
      const html = await response.text()
      url = new URL(html.match(/action="([^"]+)"/)?.[1] ?? '/nowhere', url).href
      const prompt = html.match(/name="prompt" value="(\w+)"/)?.[1] ?? ''
      form = prompt === 'login' ? { prompt, login: name, password: 'any' } : { prompt }
    }
  }
  return server.stranger(url.slice(server.url.length), {
    headers: { cookie: cookieOf(started) },
    redirect: 'manual',
  })
}
const whoIs = async (response: Response) => told(await visitor(server, cookieOf(response)).get('/api/me'))

test('a stranger is not let in by a provider while the instance is for invited people', async () => {
  const back = await logInAs('ben')
  expect(back.headers.get('location')).toBe(`${server.url}/sign-in?error=sign_up_closed`)
  expect(back.headers.getSetCookie()).toEqual([])
})

test('an invitation that went along to the provider lets in whom it is for', async () => {
  const wish = { role: 'viewer', email: 'cleo@example.org', expiresInDays: 1 }
  const { token } = (await told(await ada.send('POST', '/api/invitations', wish))) as { token?: string }
  const other = await logInAs('ben', token)
  expect(other.headers.get('location')).toContain('sign_up_closed')
  const back = await logInAs('cleo', token)
  expect(await whoIs(back)).toMatchObject({ user: { email: 'cleo@example.org' } })
})

test('where anybody may sign up, an account with a workspace is made once, and is the same the next time', async () => {
  await ada.send('PATCH', '/api/instance/settings', { multiUser: true })
  const first = await whoIs(await logInAs('ben'))
  expect(first).toMatchObject({
    user: { email: 'ben@example.org', name: 'Called ben', staff: [] },
    workspace: { slug: 'called-ben', role: 'owner' },
  })
  expect(await whoIs(await logInAs('ben'))).toEqual(first)
})

test('no token of the provider is kept', async () => {
  const { rows } = await asOwner(database.url, owner =>
    owner.query(`select "accountId", "accessToken", "refreshToken", "idToken" from auth.account
      where "providerId" = 'sso' order by "accountId"`),
  )
  const none = { accessToken: null, refreshToken: null, idToken: null }
  expect(rows).toEqual([
    { accountId: 'ben', ...none },
    { accountId: 'cleo', ...none },
  ])
})

test('who is suspended is not let in by the provider either', async () => {
  const { items } = (await (await ada.get('/api/people?search=ben')).json()) as { items: { id: string }[] }
  await ada.send('POST', `/api/people/${items[0]?.id}/suspend`)
  const back = await logInAs('ben')
  expect(back.headers.get('location')).toContain('error=account_suspended')
  expect(back.headers.getSetCookie()).toEqual([])
})
