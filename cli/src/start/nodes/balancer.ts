import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LoggiaError } from '@loggia/contract'
import { answerBadRequests } from '@loggia/server'
import { forward } from './forward.ts'
import { watchHealth } from './health.ts'
import { type Member, openRotation, type Rotation } from './rotation.ts'

export interface Balancer {
  port: number
  rotation: Pick<Rotation, 'add' | 'remove'>
  /** No new connections and no idle ones; what is being answered goes on. */
  drain(): void
  /** Ends what is still open. */
  close(): Promise<void>
}

/**
 * Listens and hands each request to the next healthy node. A node that cannot be reached is passed over;
 * nothing is buffered. Throws `port_taken`.
 */
export async function openBalancer({ host, port }: { host: string; port: number }): Promise<Balancer> {
  const rotation = openRotation()
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo' })
  const server = createServer(
    // The same patience as a node's own, for slow senders are kept waiting here.
    {
      headersTimeout: 15_000,
      requestTimeout: 120_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 32 * 1024,
    },
    (incoming, outgoing) => {
      // A node that took the request and broke off may have done what it asked for: the caller has to look.
      answer(incoming, outgoing, rotation, agent).catch(() => outgoing.destroy())
    },
  )
  answerBadRequests(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      reject(new LoggiaError('port_taken', { detail: `Port ${port} is in use.`, cause: error }))
    })
    server.listen(port, host, () => resolve())
  })
  const stopWatching = watchHealth(rotation.members)
  const closed = new Promise<void>(resolve => server.once('close', () => resolve()))
  return {
    port: (server.address() as AddressInfo).port,
    rotation,
    drain() {
      server.close()
      server.closeIdleConnections()
    },
    async close() {
      stopWatching()
      server.close()
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  rotation: Rotation,
  agent: Agent,
): Promise<void> {
  const tried = new Set<Member>()
  for (let node = rotation.next(); node; node = rotation.next(tried)) {
    if (await forward(incoming, outgoing, node, agent)) return
    // The next look at its health decides when it is asked again.
    node.healthy = false
    tried.add(node)
  }
  refuse(outgoing)
}

/** An answer in our own words when no node can give one. */
function refuse(outgoing: ServerResponse): void {
  const detail = 'No node of this instance can answer just now.'
  const problem = new LoggiaError('shutting_down', { detail, retryAfter: 2 })
  outgoing.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'retry-after': '2',
  })
  outgoing.end(JSON.stringify(problem.toProblem()))
}
