import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the next request is answered with. */
export interface Canned {
  status: number
  headers: Record<string, string>
  bytes: Uint8Array
  /** Bytes per chunk on the wire. */
  chunk: number
  after: 'end' | 'reset' | 'silence'
}

/** A server that answers every POST with the same bytes, cut as asked, and keeps what it was sent. */
export interface FixtureServer {
  url: string
  bodies: Record<string, unknown>[]
  answer(canned: Canned): void
  /** Settles when the caller has closed the connection of the latest answer. */
  closedByCaller(): Promise<void>
  close(): Promise<void>
}

/** The folder of a dialect's fixtures that come with the kit. */
export const fixturesOf = (dialect: string): URL => new URL(`../fixtures/${dialect}/`, import.meta.url)

export const fixtureBytes = (folder: URL, name: string): Uint8Array => readFileSync(new URL(name, folder))

export async function fixtureServer(): Promise<FixtureServer> {
  const bodies: Record<string, unknown>[] = []
  let canned: Canned | undefined
  let gone: Promise<void> = Promise.resolve()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.method !== 'POST' || !canned) {
      response.writeHead(404).end()
      return
    }
    bodies.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>)
    gone = new Promise(resolve => response.once('close', resolve))
    send(response, canned)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    answer(next) {
      canned = next
    },
    closedByCaller: () => gone,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function send(response: ServerResponse, { status, headers, bytes, chunk, after }: Canned): void {
  response.writeHead(status, headers)
  let last: (() => void) | undefined
  if (after === 'reset') last = () => response.socket?.resetAndDestroy()
  for (let at = 0; at < bytes.length; at += chunk) {
    const end = at + chunk >= bytes.length
    response.write(bytes.subarray(at, at + chunk), end ? last : undefined)
  }
  if (after === 'end') response.end()
}
