import { statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loggia, makeFolder, type Started, startServer } from './loggia.ts'

const folder = makeFolder('fresh')
const data = join(folder.path, 'data')
const on = (...args: string[]) => [...args, '--data', data]

afterAll(() => folder.remove())

const alone = ['--data', join(folder.path, 'alone')]

test('on a machine with nothing, "echo hi | loggia chat" starts what it needs, prints a reply and ends', async () => {
  const { stdout, status } = await loggia(['chat', ...alone], { stdin: 'hi' })
  expect(status).toBe(0)
  expect(stdout).toContain('offline')
  expect(stdout.trim().length).toBeGreaterThan(10)
})

test('other commands work without a server too', async () => {
  const { stdout } = await loggia(['agents', ...alone])
  expect(stdout).toMatch(/^@home\/hello +app /)
  const shown = await loggia(['agents', 'show', 'hello', ...alone])
  expect(shown.stdout).toMatch(/send_notice +ask/)
  expect(shown.stdout).toMatch(/model +offline/)
})

test.each([
  [['no-such-word'], 64],
  [['chat', '--no-such-option'], 64],
  [['start', '--port', '70000'], 64],
  [['key', 'create'], 64],
  [['--help'], 0],
  [['--version'], 0],
])('%j exits with %i', async (args, status) => {
  expect((await loggia(args)).status).toBe(status)
})

test('a Node that is too old is told so before anything is loaded that it could not read', async () => {
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.4' } })`
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` }
  const { status, stderr } = await loggia(['--version'], { env })
  expect(stderr).toContain('Node 20.19.4 is too old.')
  expect(stderr).toContain('nodejs.org')
  expect(status).toBe(78)
})

let server: Started & { url: string }

beforeAll(async () => {
  server = await startServer(data)
  return async () => void (await server.end())
})

test('the file by which commands get in is for its owner alone', () => {
  expect(statSync(join(data, 'access.json')).mode & 0o777).toBe(0o600)
})

test('start prints the address and a one-time link; who claims it takes over what was said before', async () => {
  const said = await loggia(on('chat'), { stdin: 'My name is Ada. Please remember it.' })
  const [, conversation = ''] = /conversation (cnv_\w+)/.exec(said.stderr) ?? []
  const [, link = ''] = /(http:\S+code=\S+)/.exec(server.heard.stdout) ?? []
  const code = new URL(link).searchParams.get('code')
  const claim = () =>
    fetch(`${server.url}/api/auth/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ code, name: 'Ada', email: 'ada@example.org', password: 'correct horse' }),
    })
  const claimed = await claim()
  expect(claimed.status).toBe(200)
  const cookie = claimed.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ')
  const seen = await fetch(`${server.url}/api/conversations`, { headers: { cookie } })
  expect(await seen.text()).toContain(conversation)
  expect((await claim()).status).toBe(403)
  expect(
    (await loggia(on('chat', '--conversation', conversation), { stdin: 'What is my name?' })).stdout,
  ).toContain('Ada')
})

const character = {
  name: 'Mina',
  bio: 'A librarian.',
  system: 'You are Mina.',
  plugins: ['@elizaos/plugin-twitter'],
  knowledge: ['The library opens at nine.'],
  settings: {},
}

test('a character is imported from a file and from an address, with a line per thing left out', async () => {
  const file = join(folder.path, 'mina.json')
  writeFileSync(file, JSON.stringify(character))
  const fromFile = await loggia(on('import', file))
  expect(fromFile.stdout).toMatch(/^@[\w-]+\/mina\n$/)
  expect(fromFile.stderr).toMatch(/not carried over: .*plugin-twitter/)
  expect(fromFile.stderr).toContain('with 1 document')

  const site = createServer((request, response) => {
    if (request.url === '/page') response.setHeader('content-type', 'text/html').end('<!doctype html><p>Hi')
    else if (request.url === '/endless') response.write('['.repeat(6 * 1024 * 1024))
    else if (request.url === '/gone') response.writeHead(404).end()
    else response.end(JSON.stringify(character))
  })
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  try {
    const again = await loggia(on('import', `${address}/mina.json`))
    expect(again.stdout).toMatch(/\/mina-2\n$/)
    const page = await loggia(on('import', `${address}/page`))
    expect(page.stderr).toContain('take the address of the raw file')
    expect(page.status).toBe(65)
    expect((await loggia(on('import', `${address}/endless`))).stderr).toContain('larger than 5 MB')
    expect((await loggia(on('import', `${address}/gone`))).stderr).toContain('status 404')
    expect((await loggia(on('import', 'ftp://example.org/a.json'))).stderr).toContain(
      'neither http nor https',
    )
    expect((await loggia(on('import', join(folder.path, 'none.json')))).status).toBe(66)
  } finally {
    site.closeAllConnections()
    site.close()
  }
})

test('SIGTERM ends the server with status 0 and takes the way in away', async () => {
  expect(await server.end()).toBe(0)
  expect(() => statSync(join(data, 'access.json'))).toThrow()
})
