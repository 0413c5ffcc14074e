import { defineTool } from '@loggia/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestServer, post, type TestServer } from '../testing.ts'

const gate = Promise.withResolvers<void>()
const waitTool = defineTool({
  name: 'wait',
  description: 'Waits until the test lets it go on.',
  input: z.object({}),
  async run() {
    await gate.promise
    return 'waited'
  },
})

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({
    tools: [waitTool],
    script: (_, call) =>
      call.prompt.at(-1)?.role === 'tool'
        ? { text: 'Done.' }
        : { text: 'One moment.', toolCalls: [{ name: 'wait', input: {} }] },
  })
})
afterAll(() => server.stop())

/** A stream of a run that waits, read with this key until it ends; whether it was cut. */
async function openStream(key: string) {
  const conversation = await server.conversation()
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${key}` }
  const response = await server.stranger(
    `/api/conversations/${conversation}/messages`,
    post({ text: 'wait' }, headers),
  )
  expect(response.status).toBe(200)
  const run = response.headers.get('loggia-run') ?? ''
  return {
    run,
    headers,
    ended: response.text().then(
      () => 'whole',
      () => 'cut',
    ),
  }
}

test('the streams of a revoked key are cut at once, and nobody else’s', async () => {
  const lost = await server.client.keys.create({ name: 'lost' })
  const first = await openStream(lost.key)
  const second = await openStream(await server.key())
  await server.client.keys.revoke({ key: lost.id })
  expect(await first.ended).toBe('cut')
  const again = await server.stranger(`/api/runs/${first.run}/events`, { headers: first.headers })
  expect(again.status).toBe(401)
  gate.resolve()
  expect(await second.ended).toBe('whole')
})
