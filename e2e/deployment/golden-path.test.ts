import { startVendor, type Vendor } from '@loggia/contract/testing'
import { emptyPostgres } from '@loggia/core/platform/testing'
import { createClient, LoggiaError } from '@loggia/sdk'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeFolder } from '../command-line/loggia.ts'
import { type LocalServices, startServices } from './local-services.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

/** What an operator would start with `docker compose up`, as processes of this machine on a real Postgres. */
const folder = makeFolder('compose')
let vendor: Vendor
let postgres: Awaited<ReturnType<typeof emptyPostgres>>
let services: LocalServices

beforeAll(async () => {
  vendor = await startVendor({
    replies: ({ body }) => ({ text: ['You ', 'said: ', lastWords(body)], pace: { everyMs: 20 } }),
  })
  postgres = await emptyPostgres()
  const environment = {
    OPENAI_COMPATIBLE_BASE_URL: vendor.baseUrls.compatible,
    OPENAI_COMPATIBLE_API_KEY: 'sk-any',
  }
  services = await startServices({ folder: folder.path, databaseUrl: postgres.url, environment })
})
afterAll(async () => {
  await services?.stop()
  await vendor?.close()
  await postgres?.drop()
  folder.remove()
})

const lastWords = (body: unknown): string => {
  const { messages = [] } = body as { messages?: { content: unknown }[] }
  return JSON.stringify(messages.at(-1)?.content ?? '').replaceAll('"', '')
}

/** A browser: it keeps its cookies and says where its pages are from. */
function browser() {
  let cookie = ''
  const send = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(input instanceof Request ? input.headers : init.headers)
    headers.set('origin', services.url)
    if (cookie !== '') headers.set('cookie', cookie)
    const response = await fetch(input, { ...init, headers })
    const set = response.headers.getSetCookie().map(line => line.split(';')[0])
    if (set.length > 0) cookie = set.join('; ')
    return response
  }
  const post = async (path: string, body: unknown): Promise<Response> => {
    const response = await send(services.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw LoggiaError.fromProblem(await response.json())
    return response
  }
  return { post, client: createClient({ baseUrl: services.url, fetch: send as typeof fetch }) }
}

/** Each node prints a link when it starts; the newest holds. */
async function claim(): Promise<ReturnType<typeof browser>> {
  const operator = browser()
  const printed = () =>
    services.nodes.flatMap(({ output }) => [...output().matchAll(/(http\S+\/welcome\?code=\S+)/g)])
  // A node is ready a moment before it has greeted.
  await expect.poll(() => printed().length, { timeout: 30_000 }).toBe(services.nodes.length)
  const links = printed()
  const tries = links.map(([, link = '']) =>
    operator.post('/api/auth/claim', {
      code: new URL(link).searchParams.get('code'),
      name: 'Ada',
      email: 'ada@example.org',
      password: 'correct horse battery',
    }),
  )
  const answers = await Promise.allSettled(tries)
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  // People follow the link at the address that the proxy has, not at a node's.
  for (const [, link = ''] of links) expect(new URL(link).origin).toBe(services.url)
  return operator
}

/** From an agent of one's own to a streamed reply, and to a key for a program. */
async function walk({ client }: ReturnType<typeof browser>, name: string) {
  const definition = { name, model: { provider: 'openai-compatible', model: 'play-large' } }
  const agent = await client.agents.create({ handle: `helper-of-${name}`, definition })
  const conversation = (await client.conversations.create({ agent: agent.id })).id
  const texts: string[] = []
  for (let turn = 0; turn < 4; turn++) {
    const reader = client.messages.send({ conversation, text: `${name} ${turn}` })
    const deltas: string[] = []
    for await (const event of reader) if (event.type === 'TEXT_MESSAGE_CONTENT') deltas.push(event.delta)
    texts.push(deltas.join(''))
  }
  const { key } = await client.keys.create({ name: 'program' })
  return { agent: agent.id, conversation, texts, key }
}

test('two people at once go from the first link to streamed replies, each seeing their own alone, on every node', async () => {
  const ada = await claim()
  await ada.client.settings.change({ multiUser: true })
  const ben = browser()
  await ben.post('/api/auth/sign-up', {
    name: 'Ben',
    email: 'ben@example.org',
    password: 'correct horse battery',
  })
  const people = { ada, ben }
  const [hers, his] = await Promise.all([walk(ada, 'ada'), walk(ben, 'ben')])
  for (const [name, { texts }] of Object.entries({ ada: hers, ben: his })) {
    expect(texts).toEqual([0, 1, 2, 3].map(turn => `You said: ${name} ${turn}`))
  }
  for (const { url } of services.nodes) {
    const program = (key: string) => createClient({ baseUrl: url, key })
    const { items } = await program(his.key).messages.list({ conversation: his.conversation })
    expect(items).toHaveLength(8)
    expect(JSON.stringify(items)).not.toContain('ada')
    for (const [key, conversation] of [
      [his.key, hers.conversation],
      [hers.key, his.conversation],
    ] as const)
      await expect(program(key).conversations.get({ conversation })).rejects.toMatchObject({
        code: 'not_found',
      })
  }
  await expect(people.ben.client.agents.get({ agent: hers.agent })).rejects.toMatchObject({
    code: 'not_found',
  })
  // A key that is revoked on one node is refused by all on the next request.
  const { items } = await ben.client.keys.list({})
  for (const { id } of items) await ben.client.keys.revoke({ key: id })
  for (const { url } of services.nodes) {
    const late = createClient({ baseUrl: url, key: his.key }).agents.list({})
    await expect(late).rejects.toMatchObject({ code: 'unauthenticated' })
  }
})

test('nothing secret of theirs stands in what the nodes print, and SIGTERM ends each with status 0', async () => {
  const printed = services.nodes.map(({ output }) => output()).join('\n')
  expect(printed).not.toContain(new URL(postgres.url).password)
  expect(printed).not.toContain('correct horse battery')
  expect(printed).not.toMatch(/lga_\w{38}/)
  expect(await services.stop()).toEqual([0, 0])
})
