import type { RunEvent } from '@loggia/contract'
import { defineTool } from '@loggia/contract'
import { emptyPostgres } from '@loggia/core/platform/testing'
import { createClient } from '@loggia/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestServer, type TestServer } from './testing.ts'

const gate = { open: Promise.withResolvers<void>() }
const wait = defineTool({
  name: 'wait',
  description: 'Waits until the test lets it go on.',
  input: z.object({}),
  async run(_, { signal }) {
    await Promise.race([gate.open.promise, new Promise(resolve => signal.addEventListener('abort', resolve))])
    return 'waited'
  },
})

let database: Awaited<ReturnType<typeof emptyPostgres>>
let one: TestServer
let other: TestServer
beforeAll(async () => {
  database = await emptyPostgres()
  const options = {
    tools: [wait],
    flags: { databaseUrl: database.url, secretKey: 'k'.repeat(40) },
    script: (_: string, call: { prompt: { role: string }[] }) =>
      call.prompt.at(-1)?.role === 'tool'
        ? { text: 'It is done.' }
        : { text: 'One moment.', toolCalls: [{ name: 'wait', input: {} }] },
  }
  one = await openTestServer(options)
  other = await openTestServer(options)
})
afterAll(async () => {
  await one.stop()
  await other.stop()
  await database.drop()
})

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

test('two nodes on one Postgres show one instance', async () => {
  const key = await one.key()
  const conversation = await one.conversation()
  const client = createClient({ baseUrl: other.url, key })
  expect((await client.conversations.get({ conversation })).id).toBe(conversation)
  expect((await client.instance.about({})).database).toBe('postgres')
})

test('a run that one node answers is read live through the other, the same events', async () => {
  gate.open = Promise.withResolvers()
  const reader = one.client.messages.send({ conversation: await one.conversation(), text: 'go' })
  const here = collect(reader)
  const there = other.client.runs.events({ run: await reader.runId })
  const seen: RunEvent[] = []
  for await (const event of there) {
    seen.push(event)
    // What came before the end was seen through the other node while the run was under way.
    if (event.type === 'TOOL_CALL_END') gate.open.resolve()
  }
  expect(seen).toEqual(await here)
  expect(seen.at(-1)?.type).toBe('RUN_FINISHED')
})

test('a run is cancelled through the node that does not answer it', async () => {
  gate.open = Promise.withResolvers()
  const reader = one.client.messages.send({ conversation: await one.conversation(), text: 'go' })
  const here = collect(reader)
  const cancelled = await other.client.runs.cancel({ run: await reader.runId })
  expect(cancelled.status).toBe('cancelled')
  expect((await here).at(-1)).toMatchObject({ type: 'RUN_FINISHED', outcome: { type: 'cancelled' } })
})
