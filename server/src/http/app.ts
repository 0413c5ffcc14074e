import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { asLoggiaError, LoggiaError, type Wire } from '@loggia/contract'
import type { Logger } from '@loggia/core/platform'
import { Hono, type Context as HonoContext } from 'hono'
import { checkAccess } from './access.ts'
import { callerAddress } from './caller-address.ts'
import { type Credentials, readCredentials } from './credentials.ts'
import { callers, type Denied, denialOf } from './denial.ts'
import type { Exchange } from './exchange.ts'
import { checkHandlers, type Handlers } from './handlers.ts'
import { dataPolicy, securityHeaders } from './headers.ts'
import { jsonOperations } from './json-operations.ts'
import type { OpenStreams } from './open-streams.ts'
import { refuseForeignOrigin } from './origin.ts'
import { problemResponse } from './problem.ts'
import { type Caller, type ReadsAhead, verifyAndRead } from './read-ahead.ts'
import { beginJson, nulRefused } from './read-body.ts'
import { type TableRow, table } from './table.ts'

/** Who asks, resolved by the identity slice: key or session and membership in one round trip. */
export type Identify = (
  credentials: Credentials,
  request: { requestId: string; signal: AbortSignal; address: string | undefined },
) => Caller

export interface AppParts {
  handlers: Handlers
  identify: Identify
  readsAhead: ReadsAhead
  openStreams: OpenStreams
  /** Answers paths that are no operation: the web app's files and pages. Undefined: nothing there. */
  web(path: string, incoming: IncomingMessage): Promise<Response | undefined>
  log: Logger
  /** The address people use, where it differs from the socket's. */
  publicUrl: string | undefined
  newRequestId(): string
  stopping(): boolean
  /** Hears the end of every request. `operation` is `web` for what is not in the table. */
  measure(operation: string, status: number, seconds: number): void
  /** Hears of every caller who was refused what they asked for. */
  denied(denial: Denied): void
}

type Env = { Bindings: HttpBindings }

/** Paths that belong to the API: what is not in the table there is a 404 in JSON, never the app's page. */
const isApiPath = (path: string) => /^\/(api|v1|metrics|healthz|readyz)(\/|$)/.test(path)

/** The HTTP application: one route per operation of the table, and the web app on every other path. */
export function createApp(parts: AppParts): Hono<Env> {
  checkHandlers(
    table.map(row => row.name),
    parts.handlers,
  )
  const app = new Hono<Env>()
  const common = {
    ...securityHeaders(parts.publicUrl?.startsWith('https:') ?? false),
    'content-security-policy': dataPolicy,
  }
  const answerJson = jsonOperations(parts.handlers.json)

  /** Runs one request from its id to its log line; whatever is thrown becomes a problem document. */
  const framed =
    (
      operation: string,
      answer: (c: HonoContext<Env>, requestId: string) => Promise<Response | undefined>,
      wire?: Wire,
    ) =>
    async (c: HonoContext<Env>): Promise<Response> => {
      const started = performance.now()
      const { outgoing } = c.env
      const requestId = parts.newRequestId()
      for (const [name, value] of Object.entries(common)) outgoing.setHeader(name, value)
      outgoing.setHeader('x-request-id', requestId)
      let response: Response | undefined
      try {
        response = await answer(c, requestId)
      } catch (thrown) {
        const error = asLoggiaError(thrown)
        const fields = { requestId, operation, code: error.code, error: error.cause ?? error }
        if (error.status >= 500) parts.log.error('A request failed', fields)
        else parts.log.debug('A request was refused', { requestId, operation, code: error.code })
        const denial = denialOf(c.env.incoming, operation, error, requestId)
        if (denial) parts.denied(denial)
        if (outgoing.headersSent) outgoing.destroy()
        else response = problemResponse(error, requestId, wire)
      }
      const status = response?.status ?? outgoing.statusCode
      const seconds = (performance.now() - started) / 1000
      parts.measure(operation, status, seconds)
      parts.log.info('Request', {
        requestId,
        operation,
        method: c.req.method,
        status,
        ms: Math.round(seconds * 1000),
      })
      return response ?? RESPONSE_ALREADY_SENT
    }

  for (const row of table) {
    const path = row.path.replace(/\{(\w+)\}/g, ':$1')
    app.on(
      row.method,
      path,
      framed(
        row.name,
        async (c, requestId) => {
          const exchange = await admit(parts, row, c, requestId)
          const wire = (parts.handlers.wire as Record<string, Handlers['wire'][keyof Handlers['wire']]>)[
            row.name
          ]
          return wire ? wire(exchange) : answerJson(exchange)
        },
        row.wire,
      ),
    )
  }
  for (const path of new Set(table.map(row => row.path))) {
    const allowed = table.filter(row => row.path === path).map(row => row.method)
    app.all(
      path.replace(/\{(\w+)\}/g, ':$1'),
      framed('none', async c => {
        c.env.outgoing.setHeader('allow', allowed.join(', '))
        throw new LoggiaError('method_not_allowed', {
          detail: `${path} answers ${allowed.join(', ')}, not ${c.req.method}.`,
        })
      }),
    )
  }
  app.all(
    '*',
    framed('web', async c => {
      const method = c.req.method
      if (isApiPath(c.req.path) || (method !== 'GET' && method !== 'HEAD')) throw new LoggiaError('not_found')
      const response = await parts.web(c.req.path, c.env.incoming)
      if (!response) throw new LoggiaError('not_found')
      return response
    }),
  )
  return app
}

/** Made once: a reason of the runtime's own would capture a stack for every request. */
const left = new Error('The caller went away.')

/** The gate: nothing gets to a handler before its caller is known and may call it. */
async function admit(
  parts: AppParts,
  row: TableRow,
  c: HonoContext<Env>,
  requestId: string,
): Promise<Exchange> {
  const { incoming, outgoing } = c.env
  const mayAnswerWhileStopping = row.name === 'instance.live' || row.name === 'instance.ready'
  if (parts.stopping() && !mayAnswerWhileStopping) {
    outgoing.setHeader('connection', 'close')
    throw new LoggiaError('shutting_down', { retryAfter: 5 })
  }
  if (incoming.url?.includes('%00')) throw nulRefused()
  const credentials = readCredentials(incoming.url ?? '/', incoming.headers)
  if (credentials.kind !== 'key') refuseForeignOrigin(row.method, incoming.headers, parts.publicUrl)
  beginJson(incoming)
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort(left))
  const caller = parts.identify(
    // A stale cookie must not keep anybody from what is public, such as signing in again.
    row.access === 'public' ? { kind: 'none' } : credentials,
    { requestId, signal: gone.signal, address: callerAddress(incoming) },
  )
  const params = c.req.param() as Record<string, string>
  const { context, ahead } = await verifyAndRead(caller, parts.readsAhead[row.name], params)
  callers.set(incoming, context)
  parts.openStreams.add(outgoing, context.actor)
  checkAccess(row.access, context.actor)
  return {
    row,
    context,
    url: new URL(incoming.url ?? '/', 'http://localhost'),
    incoming,
    outgoing,
    params,
    ahead,
    requestId,
    gone: gone.signal,
    log: parts.log.with({ requestId }),
  }
}
