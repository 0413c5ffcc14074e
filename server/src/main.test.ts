import { mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineTool, type RunEvent } from '@loggia/contract'
import { createClient } from '@loggia/sdk'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { readConfig } from './config.ts'
import { startServer } from './main.ts'
import { openTestServer, post } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const folder = () => mkdtempSync(join(tmpdir(), 'loggia-main-'))

test('a stop lets a live answer end, tells who asks meanwhile, and leaves nothing behind', async () => {
  const gate = Promise.withResolvers<void>()
  const entered = Promise.withResolvers<void>()
  const wait = defineTool({
    name: 'wait',
    description: 'Waits.',
    input: z.object({}),
    async run() {
      entered.resolve()
      await gate.promise
      return 'waited'
    },
  })
  const server = await openTestServer({
    tools: [wait],
    flags: { stopSeconds: 20 },
    script: (_, call) =>
      call.prompt.at(-1)?.role === 'tool' ? { text: 'Done.' } : { toolCalls: [{ name: 'wait', input: {} }] },
  })
  const reader = server.client.messages.send({ conversation: await server.conversation(), text: 'hi' })
  const seen: RunEvent[] = []
  const reading = (async () => {
    for await (const event of reader) seen.push(event)
  })()
  await entered.promise
  const stopping = server.stop()
  await expect(fetch(`${server.url}/api/instance`)).rejects.toThrow()
  gate.resolve()
  await Promise.all([reading, stopping])
  expect(seen.at(-1)).toMatchObject({ type: 'RUN_FINISHED', outcome: { type: 'success' } })
  expect(() => statSync(join(server.data, 'access.json'))).toThrow()
})

test('an answer that outlives the time to stop is ended with an error that says so', async () => {
  const entered = Promise.withResolvers<void>()
  const server = await openTestServer({
    flags: { stopSeconds: 0 },
    script() {
      entered.resolve()
      return { text: 'Half', hang: true }
    },
  })
  const reader = server.client.messages.send({ conversation: await server.conversation(), text: 'hi' })
  const seen: RunEvent[] = []
  const reading = (async () => {
    for await (const event of reader) seen.push(event)
  })()
  await entered.promise
  await server.stop()
  await reading
  expect(seen.at(-1)).toMatchObject({ type: 'RUN_ERROR', code: 'shutting_down' })
})

test('a taken port and a locked data directory are told apart, and leave the data usable', async () => {
  const taken = createServer()
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  const dataDirectory = folder()
  const config = readConfig({}, { dataDirectory, port, logLevel: 'silent' })
  await expect(startServer(config)).rejects.toMatchObject({ code: 'port_taken' })
  taken.close()
  const server = await startServer({ ...config, port: 0 })
  await expect(startServer({ ...config, port: 0 })).rejects.toMatchObject({ code: 'data_locked' })
  await server.stop()
})

test('what was said is there after a restart, and the file for local commands is for its owner only', async () => {
  const dataDirectory = folder()
  const first = await openTestServer({ flags: { dataDirectory } })
  expect(statSync(join(dataDirectory, 'access.json')).mode & 0o777).toBe(0o600)
  const conversation = await first.conversation()
  await first.client.messages.send({ conversation, text: 'remember me' }).result()
  await first.stop()
  const second = await openTestServer({ flags: { dataDirectory } })
  expect(second.token).not.toBe(first.token)
  const { items } = await second.client.messages.list({ conversation })
  expect(items.map(message => message.role)).toEqual(['user', 'agent'])
  const old = await second.stranger('/api/agents', { headers: { authorization: `Bearer ${first.token}` } })
  expect(old.status).toBe(401)
  await second.stop()
})

test('logs have a request id and no secret, body or cookie', async () => {
  const lines: string[] = []
  const write = process.stderr.write
  process.stderr.write = ((line: string) => lines.push(line) > 0) as typeof write
  try {
    const server = await openTestServer({
      flags: { logLevel: 'debug' },
      environment: { OPENAI_API_KEY: 'sk-environment-secret-1234567890' },
      script: text => {
        throw new Error(`The key sk-environment-secret-1234567890 broke on ${text}`)
      },
    })
    const key = await server.key(['conversations:read'])
    await server.client.secrets.save({ name: 'MY_SECRET', value: 'a-very-secret-value' })
    const conversation = await server.conversation()
    await server.client.messages.send({ conversation, text: 'private words' }).result()
    await server.ask('/api/agents/nobody')
    await server.stranger(`/api/agents?key=${key}`)
    await server.stranger(
      '/api/auth/sign-in/email',
      post({ email: 'a@b.example', password: 'secret password' }),
    )
    await server.stop()
    const text = lines.join('')
    expect(text).toMatch(/"requestId":"[0-9a-f-]{36}"/)
    expect(text).toContain('messages.send')
    for (const secret of [
      'sk-environment',
      'very-secret',
      'private words',
      'secret password',
      key,
      server.token,
    ]) {
      expect(text).not.toContain(secret)
    }
  } finally {
    process.stderr.write = write
  }
})

test('the built app is served: hashed files for good, its page on every path of the app and on no other', async () => {
  const webDirectory = folder()
  mkdirSync(join(webDirectory, 'assets'))
  writeFileSync(join(webDirectory, 'index.html'), '<!doctype html><title>Loggia</title>')
  writeFileSync(join(webDirectory, 'assets', 'app-1a2b.js'), `export const x = '${'x'.repeat(2_000)}'`)
  writeFileSync(join(webDirectory, '..', 'outside.js'), 'outside')
  const server = await openTestServer({ flags: { webDirectory } })
  const script = await server.stranger('/assets/app-1a2b.js')
  expect(script.headers.get('cache-control')).toContain('immutable')
  expect(script.headers.get('content-type')).toContain('javascript')
  expect(script.headers.get('content-encoding')).toBe('gzip')
  for (const path of ['/', '/settings/models', '/@ada/hello', '/@ada/v1.5']) {
    const page = await server.stranger(path)
    expect(await page.text(), path).toContain('<title>Loggia</title>')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  }
  for (const path of ['/assets/gone-ffff.js', '/api/gone', '/v1/gone', '/assets/%2e%2e/%2e%2e/outside.js']) {
    expect((await server.stranger(path)).status, path).toBe(404)
  }
  expect((await server.stranger('/settings', { method: 'POST' })).status).toBe(404)
  await server.stop()
})

test('an instance behind https says so: secure cookies, strict transport, its own address as origin', async () => {
  const server = await openTestServer({ flags: { publicUrl: 'https://agents.example.org' } })
  expect(server.claimLink).toMatch(/^https:\/\/agents\.example\.org\/welcome\?code=/)
  const code = new URL(server.claimLink ?? '').searchParams.get('code')
  const body = { code, name: 'Ada', email: 'ada@example.org', password: 'correct horse' }
  const origin = 'https://agents.example.org'
  const claimed = await server.stranger(
    '/api/auth/claim',
    post(body, { origin, 'sec-fetch-site': 'same-origin' }),
  )
  expect(claimed.status).toBe(200)
  expect(claimed.headers.getSetCookie().join()).toMatch(/__Secure-loggia\.session_token=.*Secure/)
  expect(claimed.headers.get('strict-transport-security')).toContain('max-age')
  await server.stop()
})

test('readiness needs the database, liveness does not', async () => {
  const server = await openTestServer()
  expect(await (await server.stranger('/healthz')).json()).toEqual({ status: 'ok' })
  expect(await (await server.stranger('/readyz')).json()).toEqual({ status: 'ready' })
  const client = createClient({ baseUrl: server.url })
  expect(await client.instance.live({})).toEqual({ status: 'ok' })
  await server.stop()
  await expect(client.instance.ready({})).rejects.toMatchObject({ code: 'server_unreachable' })
})

test('a promise that a tool leaves to fail alone does not take the server down', async () => {
  const stray = defineTool({
    name: 'stray',
    description: 'Forgets a promise.',
    input: z.object({}),
    run() {
      void Promise.reject(new Error('forgotten'))
      return 'ok'
    },
  })
  const server = await openTestServer({
    tools: [stray],
    script: (_, call) =>
      call.prompt.at(-1)?.role === 'tool' ? { text: 'Done.' } : { toolCalls: [{ name: 'stray', input: {} }] },
  })
  const { text } = await server.client.messages
    .send({ conversation: await server.conversation(), text: 'go' })
    .result()
  expect(text).toBe('Done.')
  expect((await server.stranger('/readyz')).status).toBe(200)
  await server.stop()
})
