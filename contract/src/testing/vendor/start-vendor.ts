import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { failureBody } from './failures.ts'
import { embeddings, modelList } from './lists.ts'
import { framesOf, play } from './play.ts'
import type { Dialect, VendorReply } from './reply.ts'
import {
  basePaths,
  dialectOf,
  keyOf,
  placeOf,
  readBody,
  type VendorName,
  type VendorRequest,
} from './request.ts'

export interface VendorOptions {
  /** Answers in order, the last one again and again; or a function of the request and its number from 0. */
  replies?: readonly VendorReply[] | ((request: VendorRequest, index: number) => VendorReply)
  /** Any other key is refused with 401. Every key is accepted when absent. */
  key?: string
  models?: readonly string[]
  /** Length of the vectors of `/embeddings`; 8 when absent. */
  dimensions?: number
  /** Requests are kept for tests; a bench that sends thousands turns this off. */
  record?: boolean
  port?: number
}

/** A running server that plays every vendor byte for byte. */
export interface Vendor {
  url: string
  /** What to set as `OPENAI_BASE_URL` and its like. */
  baseUrls: Record<VendorName, string>
  /** Every request so far, oldest first. */
  requests: VendorRequest[]
  /** Answers being streamed right now. */
  readonly open: number
  /** Replaces what is answered from now on, counted from 0 again. */
  answer(replies: VendorOptions['replies']): void
  close(): Promise<void>
}

/** Starts a server on loopback that speaks as OpenAI, Anthropic, OpenRouter and compatible servers do. */
export async function startVendor(options: VendorOptions = {}): Promise<Vendor> {
  const { key, models = ['play-large', 'play-small'], dimensions = 8, record = true } = options
  const requests: VendorRequest[] = []
  let replies = options.replies
  let answered = 0
  let open = 0

  const replyTo = (request: VendorRequest): VendorReply => {
    const index = answered++
    if (typeof replies === 'function') return replies(request, index)
    return replies?.[Math.min(index, replies.length - 1)] ?? {}
  }

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const place = placeOf(incoming.url ?? '')
    if (!place)
      return json(response, 404, { error: { message: 'Not found.', type: 'invalid_request_error' } })
    const request = await seen(incoming, response, place)
    if (record) requests.push(request)
    const { vendor, path, dialect } = request
    const shape: Dialect =
      dialect ??
      (vendor === 'anthropic' ? 'anthropic' : vendor === 'openrouter' ? 'openrouter' : 'openai-chat')
    if (key !== undefined && vendor !== 'ollama' && keyOf(request) !== key) {
      return json(response, 401, failureBody(shape, 401, `Incorrect API key provided: ${keyOf(request)}.`))
    }
    if (path === '/models') return json(response, 200, modelList(vendor, models))
    if (path === '/key' && vendor === 'openrouter')
      return json(response, 200, { data: { label: 'play', usage: 0 } })
    if (path === '/embeddings') return json(response, 200, embeddings(request.body ?? {}, dimensions))
    if (!dialect) return json(response, 404, failureBody(shape, 404, `There is no ${path} here.`))
    const reply = replyTo(request)
    if (reply.status !== undefined) {
      const headers = reply.retryAfter === undefined ? {} : { 'retry-after': String(reply.retryAfter) }
      return json(response, reply.status, failureBody(dialect, reply.status, reply.message ?? 'No.'), headers)
    }
    if (reply.html) return page(response)
    open++
    response.once('close', () => open--)
    play(response, dialect, framesOf(dialect, reply, request.body ?? {}), reply)
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(error => response.destroy(error))
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>(resolve => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const addresses = Object.entries(basePaths).map(([vendor, path]) => [vendor, url + path])
  return {
    url,
    baseUrls: Object.fromEntries(addresses) as Record<VendorName, string>,
    requests,
    get open() {
      return open
    },
    answer(next) {
      replies = next
      answered = 0
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function seen(
  incoming: IncomingMessage,
  response: ServerResponse,
  { vendor, path }: { vendor: VendorName; path: string },
): Promise<VendorRequest> {
  const body = await readBody(incoming)
  const dialect = dialectOf(vendor, path)
  const request: VendorRequest = {
    vendor,
    ...(dialect && { dialect }),
    method: incoming.method ?? '',
    path,
    headers: incoming.headers as Record<string, string>,
    body,
    aborted: false,
    ended: Promise.resolve(false),
  }
  request.ended = new Promise(resolve => {
    response.once('close', () => {
      request.aborted = !response.writableFinished
      resolve(request.aborted)
    })
  })
  return request
}

function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function page(response: ServerResponse): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end('<!doctype html><html><head><title>Sign in</title></head><body>Welcome.</body></html>')
}
