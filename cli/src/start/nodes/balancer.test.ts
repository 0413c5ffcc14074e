import { once } from 'node:events'
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../../../scripts/test/free-port.ts'
import { type Balancer, openBalancer } from './balancer.ts'

/** Real sockets on all sides: a caller, the balancer, and servers that answer as the test says. */
let balancer: Balancer
const servers: Server[] = []
const agent = new Agent({ keepAlive: true })
beforeEach(async () => {
  balancer = await openBalancer({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  await balancer.close()
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function addNode(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/readyz') outgoing.end()
    else answer(incoming, outgoing)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  balancer.rotation.add(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return server
}

const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${balancer.port}${path}`, init)

test('a request arrives as it was sent, with whom it came from, and its answer comes back whole', async () => {
  await addNode(async (incoming, outgoing) => {
    const { host, 'x-forwarded-for': from, connection, upgrade } = incoming.headers
    const seen = {
      method: incoming.method,
      url: incoming.url,
      host,
      from,
      connection,
      upgrade,
      body: await text(incoming),
    }
    outgoing.writeHead(418, 'Teapot', ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Keep-Alive', 'timeout=1'])
    outgoing.end(JSON.stringify(seen))
  })
  const response = await ask('/a//b?c=%20&c', {
    method: 'PATCH',
    body: 'one two',
    headers: { 'x-forwarded-for': '203.0.113.7', host: 'agents.example.org' },
  })
  expect([response.status, response.statusText]).toEqual([418, 'Teapot'])
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await response.json()).toEqual({
    method: 'PATCH',
    url: '/a//b?c=%20&c',
    host: `127.0.0.1:${balancer.port}`,
    from: '203.0.113.7, 127.0.0.1',
    connection: 'keep-alive',
    body: 'one two',
  })
})

test('each event of a stream passes before the next is made, and a caller that leaves ends the work', async () => {
  const gate = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  await addNode(async (_, outgoing) => {
    outgoing.once('close', () => left.resolve())
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    outgoing.flushHeaders()
    await gate.promise
    outgoing.write('data: 1\n\n')
  })
  const stop = new AbortController()
  // The head is here though no event is.
  const response = await ask('/events', { signal: stop.signal })
  gate.resolve()
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('data: 1\n\n')
  stop.abort()
  await left.promise
})

test('a node that breaks off in the middle cuts the caller’s stream, who so knows that it was not the end', async () => {
  await addNode((_, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    outgoing.write('data: 1\n\n', () => outgoing.destroy())
  })
  const response = await ask('/events')
  await expect(response.text()).rejects.toThrow('terminated')
})

test('a node that refuses is passed over, the body of the request whole at the next', async () => {
  balancer.rotation.add(`http://127.0.0.1:${await freePort()}`)
  const bodies: string[] = []
  await addNode(async (incoming, outgoing) => {
    bodies.push(await text(incoming))
    outgoing.end('taken')
  })
  const big = 'x'.repeat(300_000)
  for (let count = 0; count < 4; count++) {
    expect(await (await ask('/', { method: 'POST', body: big })).text()).toBe('taken')
  }
  expect(bodies).toEqual([big, big, big, big])
})

test('a request that a node took and did not answer is not sent to another: it may have been done', async () => {
  let asked = 0
  for (let count = 0; count < 2; count++)
    await addNode(incoming => {
      asked++
      incoming.socket.destroy()
    })
  await expect(ask('/', { method: 'POST', body: 'pay' })).rejects.toThrow('fetch failed')
  expect(asked).toBe(1)
})

test('without any node the answer says so in our words, and when to come back', async () => {
  const response = await ask('/api/agents')
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('2')
  expect(await response.json()).toMatchObject({ code: 'shutting_down', next: 'Try again in a moment.' })
})

test.each(['GET', 'DELETE'])(
  'the body of a %s stays a body: it cannot pass for a second request',
  async method => {
    const seen: string[] = []
    await addNode(async (incoming, outgoing) => {
      seen.push(`${incoming.method} ${incoming.url} ${await text(incoming)}`)
      outgoing.end()
    })
    const hidden = 'GET /stolen HTTP/1.1\r\nhost: a\r\n\r\n'
    const sent = request({
      port: balancer.port,
      path: '/own',
      method,
      agent,
      headers: { 'transfer-encoding': 'chunked' },
    })
    sent.end(hidden)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    await text(answer)
    await ask('/next')
    expect(seen).toEqual([`${method} /own ${hidden}`, 'GET /next '])
  },
)

test('a request with two lengths is refused before any node sees it', async () => {
  let asked = 0
  await addNode((_, outgoing) => {
    asked++
    outgoing.end()
  })
  const socket = connect(balancer.port, '127.0.0.1')
  socket.end(
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /stolen',
  )
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 .*"code":"malformed_body"/s)
  expect(asked).toBe(0)
})
