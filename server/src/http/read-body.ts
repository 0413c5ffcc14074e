import type { IncomingMessage } from 'node:http'
import { LoggiaError } from '@loggia/contract'

/** Bytes of a JSON body. */
export const maxJsonBytes = 2 * 1024 * 1024
/** Bytes of an uploaded file. */
export const maxFileBytes = 10 * 1024 * 1024
/** What is still read and thrown away of a body that is too large, so that its sender reads our answer. */
const patienceBytes = 32 * 1024 * 1024

const tooLarge = (limit: number) =>
  new LoggiaError('payload_too_large', {
    detail: `The body may have ${(limit / 1024 / 1024).toFixed(0)} MB at most.`,
  })

/**
 * The body's bytes. Throws `payload_too_large` beyond `limit` and `request_timeout` when the sender
 * breaks off; the time limit itself is the HTTP server's.
 */
export async function readBytes(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > patienceBytes) throw tooLarge(limit)
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.byteLength
      if (size > patienceBytes) break
      if (size <= limit) chunks.push(chunk)
      else chunks.length = 0
    }
  } catch (cause) {
    throw new LoggiaError('request_timeout', { cause })
  }
  if (size > limit) throw tooLarge(limit)
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** Bytes that are taken in before the caller is known: no more than the socket holds anyway. */
const earlyBytes = 16 * 1024
const begun = new WeakMap<IncomingMessage, Promise<Buffer>>()

/** Begins to read a short JSON body, so that it is there when the caller is known; `readJson` goes on with it. */
export function beginJson(incoming: IncomingMessage): void {
  const { 'content-length': length = '0', 'content-type': type = '' } = incoming.headers
  if (!isJson.test(type) || Number(length) === 0 || !(Number(length) <= earlyBytes)) return
  const reading = readBytes(incoming, maxJsonBytes)
  // The one who asks for the body hears of its failure.
  reading.catch(() => undefined)
  begun.set(incoming, reading)
}

const isJson = /^application\/(json|[a-z0-9.+-]+\+json)\s*(;|$)/i

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** The JSON of a body; undefined when it is empty. Throws `malformed_body` and `unsupported_media`. */
export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const bytes = await (begun.get(incoming) ?? readBytes(incoming, maxJsonBytes))
  if (bytes.byteLength === 0) return undefined
  const type = incoming.headers['content-type'] ?? ''
  if (!isJson.test(type)) {
    throw new LoggiaError('unsupported_media', {
      detail: `The content-type is "${type.slice(0, 100)}"; send application/json.`,
    })
  }
  let text: string
  try {
    text = strictUtf8.decode(bytes)
  } catch (cause) {
    throw new LoggiaError('malformed_body', { detail: 'The body is not valid UTF-8.', cause })
  }
  try {
    const body: unknown = JSON.parse(text)
    if (text.includes('\\u0000') && holdsNul(body)) throw nulRefused()
    return body
  } catch (cause) {
    if (cause instanceof LoggiaError) throw cause
    if (cause instanceof RangeError) {
      throw new LoggiaError('malformed_body', { detail: 'The JSON is nested too deeply.', cause })
    }
    const why = cause instanceof Error ? cause.message.replace(/"[^"]*"/g, 'the text') : ''
    throw new LoggiaError('malformed_body', { detail: `The body is not valid JSON. ${why}`.trim(), cause })
  }
}

/** Databases keep no NUL in text, so it is refused at the door, with a reason. */
export const nulRefused = () =>
  new LoggiaError('invalid_input', {
    detail: 'The text holds the character NUL (U+0000), which cannot be stored.',
    fields: ['input: contains U+0000'],
  })

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inner]) => key.includes('\0') || holdsNul(inner))
}
