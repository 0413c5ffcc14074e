import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EventType, LoggiaError, type RunEvent } from '@loggia/contract'
import { afterEach, expect, test } from 'vitest'
import { createClient } from './client.ts'

const runId = 'run_00000000000000000000000001'
const threadId = 'cnv_1'
const words = ['One', ' two', ' thrée', ' four', ' five']
const log: RunEvent[] = [
  { type: EventType.RUN_STARTED, threadId, runId },
  { type: EventType.TEXT_MESSAGE_START, messageId: 'msg_1', role: 'assistant' },
  ...words.map((delta): RunEvent => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'msg_1', delta })),
  { type: EventType.TEXT_MESSAGE_END, messageId: 'msg_1' },
  { type: EventType.RUN_FINISHED, threadId, runId, outcome: { type: 'success' } },
]
const frame = (seq: number, epoch = 1) =>
  `id: ${runId}:${epoch}:${seq}\ndata: ${JSON.stringify(log[seq - 1])}\n\n`

type Handle = (request: IncomingMessage, response: ServerResponse) => void
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A socket that speaks the wire format byte for byte, and cuts where it is told. */
async function serve(handle: Handle) {
  const server = createServer(handle)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'lga_x' })
}

const head = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'loggia-run': runId })
  response.write(': open\n\n')
}
const seqAfter = (request: IncomingMessage) =>
  Number(String(request.headers['last-event-id'] ?? '::0').split(':')[2])

async function collect(events: AsyncIterable<RunEvent>) {
  const all: RunEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

test('a connection cut after any event is resumed: nothing lost, doubled or out of order', async () => {
  for (let cutAfter = 0; cutAfter <= log.length; cutAfter++) {
    let sends = 0
    const client = await serve((request, response) => {
      if (request.method === 'POST') sends++
      const from = request.method === 'POST' ? 0 : seqAfter(request)
      const until = request.method === 'POST' ? cutAfter : log.length
      head(response)
      for (let seq = from + 1; seq <= until; seq++) response.write(frame(seq))
      setImmediate(() => response.destroy())
    })
    expect(await collect(client.messages.send({ conversation: 'cnv_1', text: 'hi' }))).toEqual(log)
    expect(sends).toBe(1)
  }
})

test('events that arrive a second time are dropped', async () => {
  const client = await serve((_, response) => {
    head(response)
    for (let seq = 1; seq <= 4; seq++) response.write(frame(seq))
    for (let seq = 2; seq <= log.length; seq++) response.write(frame(seq))
    response.end()
  })
  expect(await collect(client.runs.events({ run: runId }))).toEqual(log)
})

test('bytes cut inside a character and inside a line are put together', async () => {
  const bytes = Buffer.from(log.map((_, index) => frame(index + 1)).join(''))
  const client = await serve((_, response) => {
    head(response)
    let at = 0
    const next = () => {
      if (at >= bytes.length) return response.end()
      response.write(bytes.subarray(at, at + 7))
      at += 7
      setImmediate(next)
    }
    next()
  })
  expect(await collect(client.runs.events({ run: runId }))).toEqual(log)
})

test('after a reset the run is read anew from its start', async () => {
  const reset: RunEvent = { type: EventType.CUSTOM, name: 'log.reset', value: { epoch: 2, seq: 0 } }
  const client = await serve((request, response) => {
    head(response)
    if (request.headers['last-event-id'] === undefined) {
      response.write(frame(1) + frame(2) + frame(3))
      return void setImmediate(() => response.destroy())
    }
    response.write(`data: ${JSON.stringify(reset)}\n\n`)
    for (let seq = 1; seq <= log.length; seq++) response.write(frame(seq, 2))
    response.end()
  })
  expect(await collect(client.runs.events({ run: runId }))).toEqual([...log.slice(0, 3), reset, ...log])
})

test('an error that will not pass is thrown at once, with its code', async () => {
  const client = await serve((_, response) => {
    const error = new LoggiaError('run_in_progress')
    response.writeHead(409, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify(error.toProblem('r1')))
  })
  const sending = collect(client.messages.send({ conversation: 'cnv_1', text: 'hi' }))
  await expect(sending).rejects.toMatchObject({ code: 'run_in_progress' })
  await expect(client.agents.list({})).rejects.toMatchObject({ code: 'run_in_progress' })
})

test('an answer from something in between, and no answer at all, say so', async () => {
  const client = await serve((_, response) => response.writeHead(502).end('<html>Bad Gateway</html>'))
  await expect(client.agents.list({})).rejects.toMatchObject({ code: 'server_unreachable' })
  const nobody = createClient({ baseUrl: 'http://127.0.0.1:1' })
  await expect(nobody.agents.list({})).rejects.toMatchObject({ code: 'server_unreachable' })
})

test('the key goes in a header, the input into path, query and body', async () => {
  const seen: string[] = []
  const client = await serve((request, response) => {
    let body = ''
    request.on('data', chunk => (body += chunk))
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`)
      response.setHeader('content-type', 'application/json')
      response.end('{"items":[]}')
    })
  })
  await client.conversations.list({ search: 'a b', limit: 5 })
  await client.conversations.rename({ conversation: 'cnv/1', title: 'x' })
  expect(seen).toEqual([
    'GET /api/conversations?search=a+b&limit=5 Bearer lga_x ',
    'PATCH /api/conversations/cnv%2F1 Bearer lga_x {"title":"x"}',
  ])
})
