import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { checkedLookup } from './checked-lookup.ts'
import { bodyOf, headersOf } from './message.ts'
import { type AddressRule, assertAllowed } from './refused-addresses.ts'

export interface FetchOptions {
  /** Which addresses may be reached; checked at connect time, after names are resolved. */
  allow?: AddressRule
  /** Connections kept open per host; 64 when absent. */
  connections?: number
}

/**
 * A fetch over `node:http` with kept-alive connections: a fifth cheaper per message than the built-in
 * one. It sends strings and bytes, follows no redirect (a vendor's API has none, and one could lead
 * inside), and like the built-in one rejects with a TypeError `fetch failed` whose cause says why. A
 * connection that breaks while the body is read fails the body with the socket's own error.
 */
export function keepAliveFetch(options: FetchOptions = {}): typeof fetch {
  const { allow = 'not-link-local', connections = 64 } = options
  const settings = {
    keepAlive: true,
    maxFreeSockets: connections,
    noDelay: true,
    lookup: checkedLookup(allow),
  }
  const agents = { 'http:': new HttpAgent(settings), 'https:': new HttpsAgent(settings) }
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw failed(new Error(`Only http and https are fetched, not ${url.protocol}`))
    }
    try {
      assertAllowed(url.hostname, allow)
    } catch (cause) {
      throw failed(cause)
    }
    const { signal } = init
    signal?.throwIfAborted()
    const incoming = await send(url, init, agents[url.protocol])
    return new Response(hasBody(incoming) ? bodyOf(incoming, signal ?? undefined) : null, {
      status: incoming.statusCode ?? 200,
      statusText: incoming.statusMessage ?? '',
      headers: headersOf(incoming),
    })
  }
}

const defaults = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'loggia' }

async function send(url: URL, init: RequestInit, agent: HttpAgent): Promise<IncomingMessage> {
  const { method = 'GET', signal } = init
  const body = bytesOf(init.body)
  const headers: Record<string, string> = { ...defaults, ...Object.fromEntries(new Headers(init.headers)) }
  if (body) headers['content-length'] = String(body.byteLength)
  const ask = () => once(url, { method, headers, agent }, body, signal ?? undefined)
  const first = await ask()
  const answer = first instanceof StaleConnection ? await ask() : first
  if (answer instanceof StaleConnection) throw failed(answer.cause)
  return answer
}

/** A kept connection that the other side closed while we took it up: nothing was answered, so ask again. */
class StaleConnection {
  readonly cause: Error
  constructor(cause: Error) {
    this.cause = cause
  }
}

function once(
  url: URL,
  options: RequestOptions,
  body: Uint8Array | undefined,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage | StaleConnection> {
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const request = open(url, options, resolve)
    const abort = () => request.destroy(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    request.once('close', () => signal?.removeEventListener('abort', abort))
    request.once('error', (error: NodeJS.ErrnoException) => {
      if (signal?.aborted) reject(signal.reason)
      else if (request.reusedSocket && error.code === 'ECONNRESET') resolve(new StaleConnection(error))
      else reject(failed(error))
    })
    request.end(body)
  })
}

function bytesOf(body: RequestInit['body']): Uint8Array | undefined {
  if (body === null || body === undefined) return undefined
  if (typeof body === 'string') return Buffer.from(body)
  if (body instanceof Uint8Array) return body
  throw failed(new Error('Only strings and bytes are sent.'))
}

const hasBody = ({ statusCode }: IncomingMessage): boolean => statusCode !== 204 && statusCode !== 304

const failed = (cause: unknown): TypeError => new TypeError('fetch failed', { cause })
