import { asLoggiaError, LoggiaError } from '@loggia/contract'
import type { Context } from '@loggia/core/identity'
import { ORPCError } from '@orpc/client'
import { StandardOpenAPIHandler } from '@orpc/openapi/standard'
import { implement, type Router, ValidationError } from '@orpc/server'
import type { Exchange } from './exchange.ts'
import type { Handlers } from './handlers.ts'
import { invalidInput } from './problem.ts'
import { readJson } from './read-body.ts'
import { table } from './table.ts'

/** What travels through oRPC with a call; a failure comes out of it with its cause. */
interface Bag {
  loggia: Context
  failure?: LoggiaError
}

type AnyHandler = (context: Context, input: unknown) => Promise<unknown>

/** What went wrong inside oRPC, in our words. */
function inOurWords(thrown: unknown): LoggiaError {
  if (!(thrown instanceof ORPCError)) return asLoggiaError(thrown)
  if (thrown.code === 'BAD_REQUEST' && thrown.cause instanceof ValidationError) {
    return invalidInput(
      thrown.cause.issues.map(({ path, message }) => ({ message, ...(path !== undefined && { path }) })),
    )
  }
  return new LoggiaError(thrown.code === 'BAD_REQUEST' ? 'malformed_body' : 'internal', { cause: thrown })
}

/** Answers the operations whose wire is one JSON document. Throws the LoggiaError that ended the call. */
export function jsonOperations(handlers: Handlers['json']) {
  const router: Record<string, unknown> = {}
  for (const row of table) {
    const handler = (handlers as Record<string, AnyHandler | undefined>)[row.name]
    if (!handler) continue
    const procedure = implement(row.contract).$context<Bag>()
    router[row.name] = procedure.handler(({ context, input }) => handler(context.loggia, input))
  }
  const orpc = new StandardOpenAPIHandler<Bag>(router as Router<never, Bag>, {
    interceptors: [
      async options => {
        try {
          return await options.next()
        } catch (thrown) {
          options.context.failure = inOurWords(thrown)
          throw thrown
        }
      },
    ],
  })

  return async ({ incoming, url, row, context, gone }: Exchange): Promise<Response> => {
    const body = row.method === 'GET' ? undefined : await readJson(incoming)
    const bag: Bag = { loggia: context }
    const { response } = await orpc.handle(
      {
        method: row.method,
        url,
        headers: incoming.headers,
        body: () => Promise.resolve(body),
        signal: gone,
      },
      { context: bag },
    )
    if (bag.failure) throw bag.failure
    if (!response) throw new LoggiaError('internal', { detail: `${row.name} has no handler.` })
    return new Response(JSON.stringify(response.body), {
      status: response.status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    })
  }
}
