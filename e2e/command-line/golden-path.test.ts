import { startVendor, type Vendor } from '@loggia/contract/testing'
import { type Client, createClient } from '@loggia/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loggia, makeFolder, type Started, start, startServer } from './loggia.ts'

/** The command line, a server and a client, over real sockets, against what each vendor sends byte for byte. */
const folder = makeFolder('golden')
const vendors = ['openai', 'anthropic', 'openrouter'] as const
let vendor: Vendor
let server: Started & { url: string }
let key = ''
let client: Client

const on = (...args: string[]) => [...args, '--data', folder.path]

beforeAll(async () => {
  vendor = await startVendor({ key: 'sk-right' })
  const env = Object.fromEntries(
    vendors.flatMap(name => [
      [`${name.toUpperCase()}_API_KEY`, 'sk-right'],
      [`${name.toUpperCase()}_BASE_URL`, vendor.baseUrls[name]],
    ]),
  )
  server = await startServer(folder.path, { env })
  const made = await loggia(on('key', 'create', '--name', 'ci'))
  key = made.stdout.trim()
  client = createClient({ baseUrl: server.url, key })
  const character = { instructions: 'Answer.' }
  for (const provider of vendors) {
    const definition = {
      name: provider,
      character,
      model: { provider, model: 'play-large' },
      plugins: ['basics'],
    }
    await client.agents.create({ handle: provider, definition })
  }
})

afterAll(async () => {
  await server?.end()
  await vendor?.close()
  folder.remove()
})

test('"key create" prints the key and nothing else on stdout', async () => {
  const { stdout, status } = await loggia(on('key', 'create', '--name', 'only', '--scopes', 'agents:read'))
  expect(stdout).toMatch(/^lga_\w{38}\n$/)
  expect(status).toBe(0)
  const reader = createClient({ baseUrl: server.url, key: stdout.trim() })
  expect((await reader.agents.list({})).items.map(({ handle }) => handle)).toContain('openai')
  await expect(reader.conversations.create({ agent: 'openai' })).rejects.toMatchObject({ code: 'forbidden' })

  const bound = await loggia(
    on('key', 'create', '--name', 'bound', '--agents', 'openai', '--expires-days', '1'),
  )
  const one = createClient({ baseUrl: server.url, key: bound.stdout.trim() })
  expect((await one.agents.list({})).items.map(({ handle }) => handle)).toEqual(['openai'])
  await expect(one.conversations.create({ agent: 'anthropic' })).rejects.toMatchObject({ code: 'not_found' })

  expect((await loggia(on('key', 'list'))).stdout).toMatch(/only .*agents:read/)
  expect((await loggia(on('key', 'revoke', 'only'))).status).toBe(0)
  await expect(reader.agents.list({})).rejects.toMatchObject({ code: 'unauthenticated' })
})

test.each(vendors)('a message in a pipe is answered by %s, and stdout is the reply alone', async provider => {
  vendor.answer([{ text: `Hello from ${provider}.` }])
  const { stdout, stderr, status } = await loggia(on('chat', provider), { stdin: 'hi\n' })
  expect(stdout).toBe(`Hello from ${provider}.\n`)
  expect(stderr).toContain(`@home/${provider}`)
  expect(status).toBe(0)
  const asked = vendor.requests.at(-1)
  expect(asked?.vendor).toBe(provider)
  expect(JSON.stringify(asked?.body)).toContain('hi')
})

test('--json prints every event of the run on a line, from its start to its end', async () => {
  vendor.answer([{ text: 'One two.' }])
  const { stdout } = await loggia(on('chat', 'openai', '--json'), { stdin: 'count' })
  const events = stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as { type: string; delta?: string })
  expect(events[0]?.type).toBe('RUN_STARTED')
  expect(events.at(-1)?.type).toBe('RUN_FINISHED')
  expect(events.map(({ type, delta }) => (type === 'TEXT_MESSAGE_CONTENT' ? delta : '')).join('')).toBe(
    'One two.',
  )
})

test('a conversation goes on by its id', async () => {
  vendor.answer([{ text: 'Noted.' }, { text: 'Ada.' }])
  const first = await loggia(on('chat', 'anthropic'), { stdin: 'I am Ada' })
  const [, conversation = ''] = /conversation (cnv_\w+)/.exec(first.stderr) ?? []
  const second = await loggia(on('chat', '--conversation', conversation), { stdin: 'Who am I?' })
  expect(second.stdout).toBe('Ada.\n')
  expect(JSON.stringify(vendor.requests.at(-1)?.body)).toMatch(/I am Ada.*Noted\..*Who am I\?/)
})

test('tools are shown; a call that sends waits for a yes, and --approve goes on', async () => {
  vendor.answer([
    { toolCalls: [{ name: 'calculator', input: { expression: '6 * 7' } }] },
    { toolCalls: [{ name: 'send_notice', input: { text: 'Lunch' } }] },
    { text: 'It is posted.' },
  ])
  const asked = await loggia(on('chat', 'openai'), { stdin: 'post the answer' })
  expect(asked.status).toBe(75)
  expect(asked.stdout).toBe('')
  expect(asked.stderr).toContain('→ calculator {"expression":"6 * 7"}')
  expect(asked.stderr).toMatch(/← calculator: .*42/)
  expect(asked.stderr).toContain('send_notice {"text":"Lunch"}')
  const [, approval = ''] = /--approve (apr_\w+)/.exec(asked.stderr) ?? []

  const approved = await loggia(on('chat', '--approve', approval))
  expect(approved.stdout).toBe('It is posted.\n')
  expect(approved.status).toBe(0)
  const again = await loggia(on('chat', '--deny', approval))
  expect(again.stderr).toContain('This approval was already answered.')
  expect(again.status).toBe(65)
})

test('Ctrl-C cancels the run, and the request to the vendor with it', async () => {
  vendor.answer([{ text: ['One', ' two'], ending: 'hang' }])
  const before = vendor.requests.length
  const chat = start(on('chat', 'openrouter'), { stdin: 'talk' })
  await chat.until(/One two/)
  expect(await chat.end('SIGINT')).toBe(75)
  expect(chat.heard.stderr).toContain('The run was cancelled.')
  expect(await vendor.requests[before]?.ended).toBe(true)
})

test.each([
  [{ status: 401 }, 77, 'The model provider refused the API key.'],
  [{ status: 402 }, 69, 'The account at the model provider has no credit left.'],
  [{ html: true }, 76, 'The model provider answered something that is not its protocol.'],
] as const)(
  'a vendor that answers %o ends the command with status %i and says why',
  async (reply, exit, says) => {
    vendor.answer([reply])
    const { status, stderr, stdout } = await loggia(on('chat', 'openai'), { stdin: 'hi' })
    expect(stderr).toContain(says)
    expect(status).toBe(exit)
    expect(stdout).toBe('')
  },
)

test('what is wrong with a message is said before anything is sent', async () => {
  const before = vendor.requests.length
  const nothing = await loggia(on('chat', 'openai'), { stdin: '\n' })
  expect(nothing.stderr).toContain('The message is empty')
  expect(nothing.status).toBe(65)
  const latin = await loggia(on('chat', 'openai'), { stdin: Uint8Array.of(0x63, 0x61, 0x66, 0xe9) })
  expect(latin.stderr).toContain('not UTF-8')
  const long = await loggia(on('chat', 'openai'), { stdin: 'a'.repeat(10 * 1024 * 1024) })
  expect(long.stderr).toContain('200,000 characters')
  const unknown = await loggia(on('chat', 'nobody'), { stdin: 'hi' })
  expect(unknown.stderr).toContain('nobody')
  expect(unknown.status).toBe(66)
  expect(vendor.requests.length).toBe(before)
})

test('a second server on the data directory is refused with the pid of the first', async () => {
  const { status, stderr } = await loggia(['start', '--port', '0', '--data', folder.path])
  expect(stderr).toContain(`Process ${server.child.pid} is using ${folder.path}`)
  expect(status).toBe(75)
})

test('the key of this machine is sent to this server only', async () => {
  const elsewhere = await loggia(on('agents', '--url', vendor.url))
  expect(elsewhere.stderr).toContain('There is no API key for')
  expect(elsewhere.status).toBe(77)
  const here = await loggia(['agents', '--url', server.url], { env: { LOGGIA_API_KEY: key } })
  expect(here.stdout).toContain('@home/openai')
  const byLoopback = await loggia(on('agents', '--url', server.url.replace('127.0.0.1', 'localhost')))
  expect(byLoopback.stdout).toContain('@home/openai')
})
