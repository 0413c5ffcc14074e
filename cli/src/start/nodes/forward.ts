import { type Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { endToEnd, towardsNode } from './headers.ts'
import type { Member } from './rotation.ts'

/**
 * Passes one request on to a node and its answer back, both as they come. Answers false when the node got
 * nothing of it, so that another may be asked; a node that breaks off later cuts the caller's connection,
 * which a reader of a stream takes for what it is and resumes.
 */
export function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  node: Member,
  agent: Agent,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const upstream = request(node.url, {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: towardsNode(incoming),
      agent,
    })
    let handedOver = false
    const handOver = () => {
      handedOver = true
      if (hasBody(incoming)) pipeline(incoming, upstream, () => undefined)
      else upstream.end()
    }
    // Nothing of the body is taken before there is a connection: else no other node could be asked.
    upstream.once('socket', socket => {
      if (socket.connecting) socket.once('connect', handOver)
      else handOver()
    })
    const left = () => upstream.destroy()
    outgoing.once('close', left)
    upstream.once('response', answer => {
      outgoing.sendDate = false
      outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer))
      // The head of a stream goes out at once, long before its first event.
      outgoing.flushHeaders()
      pipeline(answer, outgoing, () => {
        outgoing.off('close', left)
        resolve(true)
      })
    })
    upstream.once('error', error => {
      outgoing.off('close', left)
      if (outgoing.destroyed || outgoing.headersSent) {
        outgoing.destroy()
        return resolve(true)
      }
      // A kept connection can be closed by the node in the moment it is taken up again.
      const mayAskAgain = !handedOver || (isSafe(incoming) && !hasBody(incoming))
      if (mayAskAgain) resolve(false)
      else reject(error)
    })
  })
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const isSafe = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD'
