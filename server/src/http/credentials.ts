import type { IncomingHttpHeaders } from 'node:http'
import { LoggiaError } from '@loggia/contract'

/** What a request shows to say who it is. */
export type Credentials =
  | { kind: 'none' }
  | { kind: 'key'; key: string; workspace: string | undefined }
  | { kind: 'session'; cookie: string; workspace: string | undefined }

/**
 * Reads who asks, from headers only. A key wins over a cookie. Throws `unauthenticated` for a key in the
 * address: addresses end up in logs and histories.
 */
export function readCredentials(url: string, headers: IncomingHttpHeaders): Credentials {
  if (url.includes('lga_')) {
    throw new LoggiaError('unauthenticated', {
      detail: 'An API key never belongs in an address. Send it as a header, and revoke this one.',
    })
  }
  const wanted = headers['loggia-workspace']
  const workspace = typeof wanted === 'string' ? wanted : undefined
  const { authorization, cookie } = headers
  if (authorization !== undefined) {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
    if (!key) throw new LoggiaError('unauthenticated', { detail: 'Authorization is not "Bearer <API key>".' })
    return { kind: 'key', key, workspace }
  }
  return cookie === undefined ? { kind: 'none' } : { kind: 'session', cookie, workspace }
}
