import { readSessionCookie } from '@loggia/core/identity'
import { exportPerson, sessionOperations } from '@loggia/core/people'
import type { Database } from '@loggia/core/platform'
import type { Exchange, WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import { cookiePrefix } from './cookie-prefix.ts'

export interface PeopleDoorPorts {
  database: Database
  /** Signs session cookies. */
  cookieSecret: string
}

/** What concerns people and needs more than a JSON document: the cookie that asks, or an answer of any length. */
export function peopleDoors({ database, cookieSecret }: PeopleDoorPorts) {
  const present = (exchange: Exchange) => () =>
    readSessionCookie(exchange.incoming.headers.cookie, cookiePrefix, cookieSecret)
  const json = (body: unknown) => Response.json(body, { headers: { 'cache-control': 'no-store' } })

  return {
    async 'sessions.list'(exchange) {
      return json(await sessionOperations.list(exchange.context, present(exchange)))
    },
    async 'sessions.revokeOthers'(exchange) {
      await readInput(exchange)
      return json(await sessionOperations.revokeOthers(exchange.context, present(exchange)))
    },
    async 'people.export'(exchange) {
      const { person } = await readInput<{ person: string }>(exchange)
      const lines = await exportPerson(database, exchange.context, person)
      return new Response(streamOf(lines), {
        headers: {
          'content-type': 'application/jsonl',
          'content-disposition': `attachment; filename="${person.replace(/\W/g, '')}.jsonl"`,
          'cache-control': 'no-store',
        },
      })
    },
  } satisfies Record<string, WireHandler>
}

/** Lines as they are asked for, so that an answer of any length needs no memory. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await lines.return(undefined)),
  })
}
