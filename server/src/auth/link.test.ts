import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mailbox, openMailbox } from '../mail/testing.ts'
import { openTestServer, post, type TestServer } from '../testing.ts'
import { claim, cookieOf, signUp, told, type Visitor, visitor } from './testing.ts'

let server: TestServer
let mailbox: Mailbox
let ada: Visitor
beforeAll(async () => {
  mailbox = await openMailbox()
  const environment = { LOGGIA_SMTP_URL: mailbox.url, LOGGIA_MAIL_FROM: 'Loggia <house@example.org>' }
  server = await openTestServer({ environment })
  ada = await claim(server)
  await ada.send('PATCH', '/api/instance/settings', { multiUser: true })
})
afterAll(async () => {
  await server?.stop()
  await mailbox?.close()
})

const ask = (path: string, body: object) => server.stranger(path, post(body))
const tokenIn = (link: URL) => new URLSearchParams(link.hash.slice(1)).get('token') ?? ''
const linkFor = async (email: string) => {
  expect((await ask('/api/auth/link', { email })).status).toBe(200)
  return tokenIn(await mailbox.link(email))
}

test('a mailed link signs in once; used again, changed or guessed it is refused', async () => {
  const token = await linkFor('ada@example.org')
  expect(mailbox.letters.at(-1)).toContain('From: Loggia <house@example.org>')
  const entered = await ask('/api/auth/link/enter', { token })
  expect(entered.status).toBe(200)
  const me = await told(await visitor(server, cookieOf(entered)).get('/api/me'))
  expect(me).toMatchObject({ user: { email: 'ada@example.org', staff: ['operator'] } })
  for (const used of [token, `${token}x`, 'guess']) {
    expect(await told(await ask('/api/auth/link/enter', { token: used }))).toMatchObject({
      code: 'link_invalid',
    })
  }
})

test('an address without an account gets the same answer and no letter', async () => {
  const known = await told(await ask('/api/auth/link', { email: 'ada@example.org' }))
  const unknown = await told(await ask('/api/auth/link', { email: 'nobody@example.org' }))
  expect(unknown).toEqual(known)
  await ask('/api/auth/link', { email: 'ada@example.org' })
  for (let letters = 0; letters < 2; letters++) await mailbox.link('ada@example.org')
  expect(mailbox.letters.filter(letter => letter.includes('nobody@example.org'))).toEqual([])
})

test('what somebody set up with another’s address ends when its owner opens a link', async () => {
  const squatter = visitor(server, cookieOf(await signUp(server, 'vic@example.org')))
  const { key } = (await told(await squatter.send('POST', '/api/keys', { name: 'hidden' }))) as {
    key?: string
  }
  const byKey = () => server.stranger('/api/agents', { headers: { authorization: `Bearer ${key}` } })
  expect((await byKey()).status).toBe(200)
  const entered = await ask('/api/auth/link/enter', { token: await linkFor('vic@example.org') })
  expect((await visitor(server, cookieOf(entered)).get('/api/agents')).status).toBe(200)
  expect((await squatter.get('/api/agents')).status).toBe(401)
  expect((await byKey()).status).toBe(401)
  const login = { email: 'vic@example.org', password: 'battery staple' }
  expect((await ask('/api/auth/sign-in/email', login)).status).toBe(401)
})

test('a forgotten password is chosen anew by a mailed link, once, and all sessions end', async () => {
  const before = visitor(server, cookieOf(await signUp(server, 'fay@example.org')))
  await ask('/api/auth/password/forgotten', { email: 'fay@example.org' })
  const token = tokenIn(await mailbox.link('fay@example.org'))
  expect((await ask('/api/auth/password/reset', { token, password: 'short' })).status).toBe(422)
  expect((await ask('/api/auth/password/reset', { token, password: 'another horse' })).status).toBe(200)
  const again = await ask('/api/auth/password/reset', { token, password: 'third horse!' })
  expect(await told(again)).toMatchObject({ code: 'link_invalid' })
  expect((await before.get('/api/agents')).status).toBe(401)
  const signIn = (password: string) => ask('/api/auth/sign-in/email', { email: 'fay@example.org', password })
  expect((await signIn('battery staple')).status).toBe(401)
  expect((await signIn('another horse')).status).toBe(200)
})

test('an operator’s reset makes the password useless, ends the sessions and mails a link', async () => {
  const gus = visitor(server, cookieOf(await signUp(server, 'gus@example.org')))
  const { items } = (await (await ada.get('/api/people?search=gus')).json()) as { items: { id: string }[] }
  expect((await ada.send('POST', `/api/people/${items[0]?.id}/reset`)).status).toBe(200)
  expect((await gus.get('/api/agents')).status).toBe(401)
  const signIn = (password: string) => ask('/api/auth/sign-in/email', { email: 'gus@example.org', password })
  expect((await signIn('battery staple')).status).toBe(401)
  const token = tokenIn(await mailbox.link('gus@example.org'))
  await ask('/api/auth/password/reset', { token, password: 'another horse' })
  expect((await signIn('another horse')).status).toBe(200)
})

test('a link does not let in who is suspended', async () => {
  await signUp(server, 'hal@example.org')
  const token = await linkFor('hal@example.org')
  const { items } = (await (await ada.get('/api/people?search=hal')).json()) as { items: { id: string }[] }
  await ada.send('POST', `/api/people/${items[0]?.id}/suspend`)
  expect(await told(await ask('/api/auth/link/enter', { token }))).toMatchObject({
    code: 'account_suspended',
  })
})
