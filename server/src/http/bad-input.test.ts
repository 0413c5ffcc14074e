import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, post, type TestServer } from '../testing.ts'

let server: TestServer
let conversation: string
beforeAll(async () => {
  server = await openTestServer()
  conversation = await server.conversation()
})
afterAll(() => server.stop())

interface Refusal {
  status: number
  code: string
  next: string
  detail?: string
  fields?: string[]
  requestId?: string
}

/** Each refusal is a problem document with a next step, and leaves the server up. */
async function refused(path: string, init: RequestInit): Promise<Refusal> {
  const response = await server.ask(path, init)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const body = (await response.json()) as Refusal
  expect(body.status).toBe(response.status)
  expect(body.next.length).toBeGreaterThan(10)
  expect(body.requestId).toBe(response.headers.get('x-request-id'))
  expect((await server.stranger('/readyz')).status).toBe(200)
  return body
}
const messages = () => `/api/conversations/${conversation}/messages`

test('an unknown agent is not found', async () => {
  expect(await refused('/api/conversations', post({ agent: 'nobody' }))).toMatchObject({
    status: 404,
    code: 'not_found',
  })
  expect(await refused('/api/agents/nobody', {})).toMatchObject({ status: 404 })
})

test('malformed JSON is told apart from a wrong field', async () => {
  expect(await refused('/api/conversations', post('{"agent":'))).toMatchObject({
    status: 400,
    code: 'malformed_body',
  })
  expect(await refused('/api/conversations', post('[]'))).toMatchObject({ status: 422 })
  expect(await refused(messages(), post('"hi"'))).toMatchObject({ status: 422, code: 'invalid_input' })
  const wrong = await refused(messages(), post({ text: 7 }))
  expect(wrong).toMatchObject({ status: 422, code: 'invalid_input' })
  expect(wrong.fields?.[0]).toMatch(/^text: /)
})

test('invalid UTF-8 is malformed, on the hot path too', async () => {
  const bytes = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"}')])
  const body = { ...post(''), body: bytes }
  expect(await refused(messages(), body)).toMatchObject({ status: 400, code: 'malformed_body' })
  expect(await refused('/api/conversations', body)).toMatchObject({ status: 400, code: 'malformed_body' })
})

test('a message of 10 MB is too large, and so is one a little over the limit of characters', async () => {
  expect(await refused(messages(), post({ text: 'x'.repeat(10 * 1024 * 1024) }))).toMatchObject({
    status: 413,
    code: 'payload_too_large',
  })
  expect(await refused(messages(), post({ text: 'x'.repeat(200_001) }))).toMatchObject({ status: 422 })
  const { items } = await server.client.messages.list({ conversation })
  expect(items).toEqual([])
})

test('a body that is no JSON by its own account is refused', async () => {
  const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hi' }
  expect(await refused(messages(), init)).toMatchObject({ status: 415, code: 'unsupported_media' })
})

test('a definition with an unknown plugin, a pasted secret, a wrong field or too many tools is refused', async () => {
  const create = (definition: object) =>
    refused('/api/agents', post({ definition: { name: 'X', ...definition } }))
  expect(await create({ plugins: ['nope'] })).toMatchObject({ status: 422, code: 'plugin_unknown' })
  expect(
    await create({ character: { instructions: `My key is sk-proj-${'a1B2'.repeat(12)}` } }),
  ).toMatchObject({ status: 422, code: 'definition_secret' })
  expect(await create({ budget: { steps: 0 } })).toMatchObject({ status: 422, code: 'invalid_input' })
  expect(await create({ surprise: true })).toMatchObject({ status: 422 })
})

test('a Last-Event-ID from another run, or one that is none, is refused', async () => {
  const first = await server.client.messages.send({ conversation, text: 'one' }).result()
  const second = await server.client.messages.send({ conversation, text: 'two' }).result()
  const events = `/api/runs/${first.run.id}/events`
  const from = (id: string) =>
    refused(events, { headers: { accept: 'text/event-stream', 'last-event-id': id } })
  expect(await from(`${second.run.id}:1:2`)).toMatchObject({ status: 409, code: 'cursor_unknown' })
  expect(await from('yesterday')).toMatchObject({ status: 409, code: 'cursor_unknown' })
})

test('a broken percent sign and a NUL in a path or text do no harm', async () => {
  for (const path of ['/%zz', '/api/agents/%00', '/api/agents/%E0%A4%A', '/assets/..%2f..%2fpackage.json']) {
    const response = await server.ask(path)
    expect(response.status, path).toBeGreaterThanOrEqual(400)
    expect(response.status, path).toBeLessThan(500)
    await response.body?.cancel()
  }
  expect(await refused(messages(), post({ text: 'a\u0000b' }))).toMatchObject({ code: 'invalid_input' })
  const spoken = await server.client.messages.send({ conversation, text: 'Write \\u0000.' }).result()
  expect(spoken.text).toBe('You said: Write \\u0000.')
})

test('JSON that is nested a hundred thousand times is refused, wherever it is looked at', async () => {
  const deep = `${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`
  const paths = ['/api/conversations', messages(), '/api/definitions/check', '/api/definitions/import']
  for (const path of paths) {
    const body = `{"definition":${deep},"character":${deep},"text":${deep}}`
    const { status } = await refused(path, post(body))
    expect(status, path).toBeLessThan(500)
  }
})

test('a file of 11 MB and one that is no text or picture are refused', async () => {
  const upload = (body: Uint8Array<ArrayBuffer>) =>
    refused(`/api/conversations/${conversation}/files?name=x.bin`, { method: 'POST', body })
  expect(await upload(new Uint8Array(11 * 1024 * 1024))).toMatchObject({ status: 413 })
  expect(await upload(new Uint8Array([0, 1, 2, 3, 255]))).toMatchObject({ status: 415 })
})
