import type { IncomingHttpHeaders } from 'node:http'
import { LoggiaError } from '@loggia/contract'

/** What a request shows to say who it is. */
export type Credentials =
  | { kind: 'none' }
  | { kind: 'key'; key: string }
  | { kind: 'session'; token: string; workspace: string | undefined }

/** Name of the session cookie; better-auth's default with its prefix. */
export const sessionCookie = 'loggia.session_token'

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
  const authorization = headers.authorization
  if (authorization !== undefined) {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
    if (!key) throw new LoggiaError('unauthenticated', { detail: 'Authorization is not "Bearer <API key>".' })
    return { kind: 'key', key }
  }
  const token =
    readCookie(headers.cookie, `__Secure-${sessionCookie}`) ?? readCookie(headers.cookie, sessionCookie)
  if (token === undefined) return { kind: 'none' }
  const workspace = headers['loggia-workspace']
  return { kind: 'session', token, workspace: typeof workspace === 'string' ? workspace : undefined }
}

/** One cookie of the header, decoded; undefined when it is absent or not decodable. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals === -1 || pair.slice(0, equals).trim() !== name) continue
    try {
      return decodeURIComponent(pair.slice(equals + 1).trim())
    } catch {
      return undefined
    }
  }
  return undefined
}
