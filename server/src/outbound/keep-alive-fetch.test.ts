import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { toModelError } from '@loggia/contract'
import { afterEach, expect, test } from 'vitest'
import { keepAliveFetch } from './index.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function serve(listener: RequestListener) {
  const sockets: Socket[] = []
  const server = createServer(listener)
  server.on('connection', socket => sockets.push(socket))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets }
}

test('requests one after another share one connection', async () => {
  const { url, sockets } = await serve((_request, response) => response.end('yes'))
  const fetch = keepAliveFetch()
  for (let turn = 0; turn < 5; turn++) expect(await (await fetch(url)).text()).toBe('yes')
  expect(sockets).toHaveLength(1)
})

test('a body is read as it arrives, not when it is complete', async () => {
  let finish = () => {}
  const { url } = await serve((_request, response) => {
    response.write('first')
    finish = () => response.end('last')
  })
  const response = await keepAliveFetch()(url)
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const text = async () => new TextDecoder().decode((await reader.read()).value)
  expect(await text()).toBe('first')
  finish()
  expect(await text()).toBe('last')
  expect((await reader.read()).done).toBe(true)
})

test('the method, headers and UTF-8 body arrive as they were given', async () => {
  const { url } = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    response.setHeader('x-seen', `${request.method} ${request.headers['x-api-key']}`)
    response.end(Buffer.concat(chunks))
  })
  const response = await keepAliveFetch()(url, {
    method: 'POST',
    headers: { 'X-Api-Key': 'k' },
    body: 'Grüße',
  })
  expect(response.headers.get('x-seen')).toBe('POST k')
  expect(await response.text()).toBe('Grüße')
})

test('an abort in the middle of the body closes the socket and fails the body with its reason', async () => {
  let closed = () => {}
  const gone = new Promise<void>(resolve => {
    closed = resolve
  })
  const { url } = await serve((_request, response) => {
    response.write('first')
    response.once('close', closed)
  })
  const abort = new AbortController()
  const response = await keepAliveFetch()(url, { signal: abort.signal })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  abort.abort(new Error('enough'))
  await expect(reader.read()).rejects.toThrow('enough')
  await gone
})

test('an abort before the answer rejects with its reason', async () => {
  const abort = new AbortController()
  const { url } = await serve(() => abort.abort(new Error('enough')))
  await expect(keepAliveFetch()(url, { signal: abort.signal })).rejects.toThrow('enough')
})

test('a connection reset in the middle of the body fails the body as a cut answer', async () => {
  const { url } = await serve((_request, response) => {
    response.write('first', () => response.socket?.resetAndDestroy())
  })
  const response = await keepAliveFetch()(url)
  const error = await response.text().catch((cause: unknown) => cause)
  expect(toModelError(error).code).toBe('model_cut')
})

test('a port where nobody listens is a vendor that cannot be reached', async () => {
  const error = await keepAliveFetch()('http://127.0.0.1:9').catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(TypeError)
  expect(toModelError(error).code).toBe('model_unreachable')
})

test('a kept connection that the server closed meanwhile is replaced without anybody noticing', async () => {
  const { url, sockets } = await serve((_request, response) => response.end('yes'))
  const fetch = keepAliveFetch()
  await (await fetch(url)).text()
  sockets[0]?.resetAndDestroy()
  expect(await (await fetch(url)).text()).toBe('yes')
  expect(sockets).toHaveLength(2)
})

test('a reader that does not read holds the sender back', async () => {
  const megabytes = 64
  let sent = 0
  const { url } = await serve((_request, response) => {
    const chunk = Buffer.alloc(1024 * 1024)
    const more = () => {
      while (sent < megabytes) {
        sent++
        if (!response.write(chunk)) return response.once('drain', more)
      }
      return response.end()
    }
    more()
  })
  const response = await keepAliveFetch()(url)
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(sent).toBeLessThan(megabytes)
  await reader.cancel()
})

test('a reader that cancels while bytes are on their way leaves no error behind', async () => {
  let closed = () => {}
  const gone = new Promise<void>(resolve => {
    closed = resolve
  })
  const { url } = await serve((_request, response) => {
    for (let line = 0; line < 1_000; line++) response.write('many bytes')
    response.once('close', closed)
  })
  const response = await keepAliveFetch()(url)
  await response.body?.cancel()
  await gone
})
