import type { IncomingMessage } from 'node:http'

/** Headers that belong to one connection and are not passed on (RFC 9110, 7.6.1). */
const ofOneConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What of a message's headers goes on to the other side, as a flat list of names and values. */
export function endToEnd({ rawHeaders, headers }: IncomingMessage): string[] {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/)
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2)
    const lower = name.toLowerCase()
    if (!ofOneConnection.has(lower) && !named.includes(lower)) kept.push(name, value)
  }
  return kept
}

/** A request's headers for a node: what goes on, how the body is framed, and whom it came from. */
export function towardsNode(incoming: IncomingMessage): string[] {
  const kept: string[] = []
  const passed = endToEnd(incoming)
  for (let index = 0; index < passed.length; index += 2) {
    const [name = '', value = ''] = passed.slice(index, index + 2)
    // The balancer itself says "100 Continue"; the list of addresses is written anew below.
    if (!/^(expect|x-forwarded-for)$/i.test(name)) kept.push(name, value)
  }
  const before = incoming.headers['x-forwarded-for']
  const from = incoming.socket.remoteAddress ?? 'unknown'
  kept.push('X-Forwarded-For', before === undefined ? from : `${before}, ${from}`)
  // Said outright: Node's client would send a body of GET or DELETE with no frame at all.
  if (incoming.headers['transfer-encoding'] !== undefined) kept.push('Transfer-Encoding', 'chunked')
  return kept
}
