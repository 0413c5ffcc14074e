import { retryAfterSeconds } from './retry-after.ts'

/** What can be read off a failure of any origin, before anybody judges it. */
export interface Evidence {
  name: string
  message: string
  /** HTTP status, of the answer or as named inside a stream's error. */
  status?: number
  /** The vendor's `code` and `type`, joined. */
  kind: string
  network?: 'cut' | 'unreachable'
  /** The failure came from connecting, not from reading an answer. */
  beforeAnswer: boolean
  html: boolean
  /** A content filter refused, not the key (OpenRouter answers 403 for both). */
  moderated: boolean
  /** Seconds. */
  retryAfter?: number
}

const unreachableCodes =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|ECONNABORTED|UND_ERR_CONNECT_TIMEOUT|ERR_TLS.*|CERT_.*|DEPTH_ZERO.*|SELF_SIGNED.*|UNABLE_TO.*|ERR_INVALID_URL)$/
const cutCodes = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_BODY_TIMEOUT|ERR_STREAM_PREMATURE_CLOSE|HPE_.*)$/

/** Reads AI SDK errors, fetch errors and in-stream error objects by their shape: packages bundle copies of the classes. */
export function evidenceOf(error: unknown): Evidence {
  const top = record(error)
  const chain = causes(error)
  const data = record(top.data)
  const body = parse(top.responseBody)
  const inner = [record(top.error), record(data.error), record(body.error), data, record(data.response)]
  const response = record(record(data.response).error)
  const told = [...inner, response]
  const headers = lowerCased(record(top.responseHeaders))
  const bodyText = typeof top.responseBody === 'string' ? top.responseBody : ''
  const network = networkOf(chain)
  const status = statusOf(top, told)
  const retryAfter = retryAfterSeconds(headers)
  const says = [text(top.message), ...told.map(part => text(part.message))].find(Boolean)
  const deepest = chain.at(-1)
  const message =
    network !== undefined && deepest
      ? text(deepest.message) || codeOf(deepest)
      : (says ?? plain(error, bodyText))
  const kind = [top, ...told]
    .flatMap(part => [text(part.code), text(part.type)])
    .filter(Boolean)
    .join(' ')
  return {
    name: text(top.name),
    message,
    ...(status !== undefined && { status }),
    kind,
    ...(network !== undefined && { network }),
    beforeAnswer: chain.some(cause => /fetch failed|cannot connect/i.test(text(cause.message))),
    html:
      /^\s*<(?:!doctype|html|head|body)/i.test(bodyText) ||
      (headers['content-type'] ?? '').includes('text/html'),
    moderated: told.some(part => /moderation|flagged|guardrail/i.test(JSON.stringify(part) ?? '')),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

type Fields = Record<string, unknown>

const record = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

const plain = (error: unknown, body: string): string => (typeof error === 'string' ? error : body)

function causes(error: unknown): Fields[] {
  const chain: Fields[] = []
  for (let current = error; chain.length < 8 && typeof current === 'object' && current !== null; ) {
    chain.push(record(current))
    current = record(current).cause
  }
  return chain
}

const codeOf = (fields: Fields): string => (typeof fields.code === 'string' ? fields.code : '')

function networkOf(chain: readonly Fields[]): Evidence['network'] {
  if (chain.some(cause => unreachableCodes.test(codeOf(cause)))) return 'unreachable'
  if (chain.some(cause => cutCodes.test(codeOf(cause)) || cause.message === 'terminated')) return 'cut'
  if (chain.some(cause => cause.message === 'fetch failed')) return 'unreachable'
  return undefined
}

function statusOf(top: Fields, told: readonly Fields[]): number | undefined {
  for (const value of [
    top.statusCode,
    top.status,
    top.code,
    ...told.flatMap(part => [part.status, part.code]),
  ]) {
    const number = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && number >= 100 && number <= 599) return number
  }
  return undefined
}

function lowerCased(headers: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), text(value)]))
}

function parse(body: unknown): Fields {
  if (typeof body !== 'string' || !body.trimStart().startsWith('{')) return {}
  try {
    return record(JSON.parse(body))
  } catch {
    return {}
  }
}
