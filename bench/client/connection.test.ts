import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConnection } from './connection.ts'

const sockets = new Set<unknown>()
const event = (delta: string) => {
  const frame = `data: {"delta":"${delta}"}\n\n`
  return `${frame.length.toString(16)}\r\n${frame}\r\n`
}

const server = http.createServer(async (request, response) => {
  sockets.add(request.socket)
  if (request.url === '/refused') return response.writeHead(429).end('too many')
  if (request.url === '/empty') return response.end('nothing')
  const { socket } = request
  socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
  const first = event('first-mark')
  socket.write(first.slice(0, 24))
  await sleep(20)
  socket.write(first.slice(24))
  await sleep(20)
  if (request.url === '/cut') socket.destroy()
  else socket.write(`${request.url === '/short' ? '' : event('last-mark')}0\r\n\r\n`)
})

beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const open = () => {
  const { port } = server.address() as AddressInfo
  const connection = openConnection('127.0.0.1', port, { first: 'first-mark', last: 'last-mark' })
  const ask = (path: string) =>
    connection.send(`POST ${path} HTTP/1.1\r\nhost: bench\r\ncontent-length: 0\r\n\r\n`)
  return { ask, close: () => connection.close() }
}

test('the first token is timed before the end, also when its mark comes in two packets', async () => {
  const { ask, close } = open()
  const reply = await ask('/whole')
  close()
  expect(reply.error).toBeUndefined()
  expect(reply.firstTokenMs).toBeGreaterThan(0)
  expect(reply.totalMs).toBeGreaterThan(reply.firstTokenMs ?? Number.POSITIVE_INFINITY)
})

test('a refused, an empty, a short and a cut reply are errors, and the next request still works', async () => {
  const { ask, close } = open()
  const errors = []
  for (const path of ['/refused', '/empty', '/short', '/cut', '/whole']) errors.push((await ask(path)).error)
  close()
  expect(errors).toEqual([
    expect.stringContaining('status 429'),
    expect.stringContaining('no token'),
    expect.stringContaining('incomplete'),
    expect.stringContaining('closed before the reply ended'),
    undefined,
  ])
})

test('one connection carries many messages', async () => {
  sockets.clear()
  const { ask, close } = open()
  for (let sent = 0; sent < 3; sent++) await ask('/whole')
  close()
  expect(sockets.size).toBe(1)
})
