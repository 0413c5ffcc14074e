import { LoggiaError } from '@loggia/contract'
import type { Context } from '@loggia/core/identity'
import type { WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import type { AttemptLimit } from './attempt-limit.ts'
import { withCookies } from './signed-in.ts'
import type { Sso } from './sso.ts'

export interface SsoDoorPorts {
  /** Absent where no identity provider is set up. */
  sso: Sso | undefined
  limit: AttemptLimit
  /** Writes a refusal into the audit log of the instance. */
  refused(context: Context, reason: string): Promise<void>
}

/** To the identity provider and back. */
export function ssoDoors({ sso, limit, refused }: SsoDoorPorts) {
  const available = () => {
    if (!sso) throw new LoggiaError('sso_unavailable', { detail: 'Single sign-on is not set up here.' })
    return sso
  }
  return {
    async 'account.startSso'(exchange) {
      const { invitation } = await readInput<{ invitation?: string }>(exchange)
      limit(exchange)
      const { url, cookies } = await available().start(invitation)
      return withCookies(cookies, Response.json({ url }))
    },
    async 'account.finishSso'(exchange) {
      limit(exchange)
      const { url, incoming, context } = exchange
      const { cookie, 'user-agent': userAgent } = incoming.headers
      const step = await available().finish(url.searchParams.toString(), {
        ...(cookie !== undefined && { cookie }),
        ...(userAgent !== undefined && { userAgent }),
      })
      if (step.refused !== undefined) await refused(context, step.refused.slice(0, 100))
      const error = step.refused === undefined ? '' : `sign-in?error=${encodeURIComponent(step.refused)}`
      return withCookies(
        step.refused === undefined ? step.cookies : [],
        new Response(null, { status: 302, headers: { location: step.url + error } }),
      )
    },
  } satisfies Record<string, WireHandler>
}
