import { request } from 'node:http'
import { connect } from 'node:net'
import { defineTool, isTerminal, type RunEvent } from '@loggia/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestServer, post, type TestServer } from '../testing.ts'

const gate = { open: Promise.withResolvers<void>() }
const waitTool = defineTool({
  name: 'wait',
  description: 'Waits until the test lets it go on.',
  input: z.object({}),
  async run() {
    await gate.open.promise
    return 'waited'
  },
})

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({
    tools: [waitTool],
    script(text, call) {
      const answered = call.prompt.at(-1)?.role === 'tool'
      if (text === 'wait' && !answered)
        return { text: 'One moment.', toolCalls: [{ name: 'wait', input: {} }] }
      if (text === 'much') return { text: Array.from({ length: 400 }, () => 'x'.repeat(10_000)) }
      if (text === 'fail') return { text: 'Half a', error: 'model_cut' }
      return { text: 'One two three four.' }
    },
  })
})
afterAll(() => server.stop())

interface Frame {
  id: string | undefined
  event: RunEvent
}

const framesOf = (text: string): Frame[] =>
  text
    .split('\n\n')
    .filter(frame => frame.includes('data: '))
    .map(frame => ({
      id: /^id: (.*)$/m.exec(frame)?.[1],
      event: JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? 'null') as RunEvent,
    }))

const events = { accept: 'text/event-stream' }
const send = async (text: string, headers: Record<string, string> = events) =>
  server.ask(`/api/conversations/${await server.conversation()}/messages`, post({ text }, headers))

test('a message is answered with the events of its run, each with the id to resume from', async () => {
  const response = await send('hi')
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(response.headers.get('cache-control')).toContain('no-transform')
  const run = response.headers.get('loggia-run')
  const frames = framesOf(await response.text())
  expect(frames.map(frame => frame.id)).toEqual(frames.map((_, index) => `${run}:1:${index + 1}`))
  expect(frames[0]?.event).toMatchObject({ type: 'RUN_STARTED', runId: run })
  expect(frames.filter(frame => isTerminal(frame.event))).toEqual([frames.at(-1)])
})

test('a reader that resumes after any event gets exactly the rest, from the header and from the query', async () => {
  const response = await send('hi')
  const run = response.headers.get('loggia-run')
  const all = framesOf(await response.text())
  for (let seen = 0; seen < all.length; seen++) {
    const id = `${run}:1:${seen}`
    const byHeader = await server.ask(`/api/runs/${run}/events`, {
      headers: { ...events, 'last-event-id': id },
    })
    expect(framesOf(await byHeader.text()), `after ${seen}`).toEqual(all.slice(seen))
    const byQuery = await server.ask(`/api/runs/${run}/events?after=${id}`, { headers: events })
    expect(framesOf(await byQuery.text())).toEqual(all.slice(seen))
  }
})

test('a prelude comes without ids and closes over what was seen', async () => {
  const response = await send('hi')
  const run = response.headers.get('loggia-run')
  const all = framesOf(await response.text())
  const middle = all.findIndex(frame => frame.event.type === 'TEXT_MESSAGE_CONTENT') + 1
  const late = await server.ask(`/api/runs/${run}/events?prelude=1&after=${run}:1:${middle}`, {
    headers: events,
  })
  const frames = framesOf(await late.text())
  const prelude = frames.filter(frame => frame.id === undefined).map(frame => frame.event.type)
  expect(prelude).toEqual(['RUN_STARTED', 'MESSAGES_SNAPSHOT', 'STEP_STARTED', 'TEXT_MESSAGE_START'])
  expect(frames.slice(prelude.length)).toEqual(all.slice(middle))
})

test('a prelude without a position folds all that was there, and the end of the run follows', async () => {
  const { run } = await server.client.messages
    .send({ conversation: await server.conversation(), text: 'hi' })
    .result()
  const late = await server.ask(`/api/runs/${run.id}/events?prelude=1`, { headers: events })
  const frames = framesOf(await late.text())
  expect(frames.map(frame => frame.event.type)).toEqual(['RUN_STARTED', 'MESSAGES_SNAPSHOT', 'RUN_FINISHED'])
  expect(JSON.stringify(frames[1]?.event)).toContain('One two three four.')
})

test('who does not read events gets one document when the run has ended', async () => {
  const answer = (await (await send('hi', {})).json()) as {
    run: { status: string }
    message: { parts: unknown[] }
  }
  expect(answer.run.status).toBe('finished')
  expect(answer.message.parts).toEqual([{ type: 'text', text: 'One two three four.' }])
})

test('the stored events come as one document', async () => {
  const { run } = await server.client.messages
    .send({ conversation: await server.conversation(), text: 'hi' })
    .result()
  const document = (await (await server.ask(`/api/runs/${run.id}/events`)).json()) as {
    events: { id: string }[]
    ended: boolean
  }
  expect(document.ended).toBe(true)
  expect(document.events[0]?.id).toBe(`${run.id}:1:1`)
})

test('a run that fails ends in one error event with its code', async () => {
  const frames = framesOf(await (await send('fail')).text())
  expect(frames.at(-1)?.event).toMatchObject({ type: 'RUN_ERROR', code: 'model_cut' })
  expect(frames.filter(frame => isTerminal(frame.event))).toHaveLength(1)
})

test('disconnecting is not cancelling: the run goes on and can be read again', async () => {
  gate.open = Promise.withResolvers()
  const leaving = new AbortController()
  const conversation = await server.conversation()
  const reader = server.client.messages.send({ conversation, text: 'wait' }, { signal: leaving.signal })
  const runId = await reader.runId
  leaving.abort()
  expect((await server.client.runs.get({ run: runId })).status).toBe('running')
  gate.open.resolve()
  const seen: RunEvent[] = []
  for await (const event of server.client.runs.events({ run: runId })) seen.push(event)
  expect(seen.at(-1)).toMatchObject({ type: 'RUN_FINISHED', outcome: { type: 'success' } })
})

test('cancelling ends the run with that outcome, and a second message meanwhile is refused', async () => {
  gate.open = Promise.withResolvers()
  const conversation = await server.conversation()
  const reader = server.client.messages.send({ conversation, text: 'wait' })
  await reader.runId
  await expect(server.client.messages.send({ conversation, text: 'and?' }).result()).rejects.toMatchObject({
    code: 'run_in_progress',
  })
  expect((await reader.cancel()).status).toBe('cancelled')
  const seen: RunEvent[] = []
  for await (const event of reader) seen.push(event)
  expect(seen.at(-1)).toMatchObject({ type: 'RUN_FINISHED', outcome: { type: 'cancelled' } })
})

test('a reader that stops reading is given everything later, and holds up nobody', async () => {
  const conversation = await server.conversation()
  const { hostname, port } = new URL(server.url)
  const body = JSON.stringify({ text: 'much' })
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST /api/conversations/${conversation}/messages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.token}\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
  await new Promise(resolve => socket.once('readable', resolve))
  // Four megabytes are said while this socket takes nothing; the run ends all the same.
  await waitUntil(
    async () => (await server.client.conversations.get({ conversation })).liveRunId === undefined,
  )
  let text = ''
  socket.setEncoding('utf8')
  for await (const chunk of socket) text += chunk
  const seqs = [...text.matchAll(/^id: run_\w+:1:(\d+)$/gm)].map(match => Number(match[1]))
  expect(seqs.length).toBeGreaterThan(400)
  expect(seqs).toEqual(seqs.map((_, index) => index + 1))
  expect(text).toContain('RUN_FINISHED')
})

test("another workspace's key finds neither run nor conversation", async () => {
  const { run } = await server.client.messages
    .send({ conversation: await server.conversation(), text: 'hi' })
    .result()
  const key = await server.key(['runs:read'], [(await server.client.agents.get({ agent: 'hello' })).id])
  const foreign = await server.stranger(`/api/runs/${run.id}/events`, {
    headers: { authorization: `Bearer ${key}` },
  })
  expect(foreign.status).toBe(404)
})

test('the head of a stream leaves before the answer does', async () => {
  gate.open = Promise.withResolvers()
  const conversation = await server.conversation()
  const head = await new Promise<number | undefined>(resolve => {
    const url = `${server.url}/api/conversations/${conversation}/messages`
    const headers = { ...events, authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
    const sent = request(url, { method: 'POST', headers }, response => {
      resolve(response.statusCode)
      response.resume()
    })
    sent.end('{"text":"wait"}')
  })
  expect(head).toBe(200)
  gate.open.resolve()
})

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 20))
}
