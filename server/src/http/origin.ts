import type { IncomingHttpHeaders } from 'node:http'
import { LoggiaError } from '@loggia/contract'

/**
 * Whether a browser sent this from our own pages. Browsers always say where an unsafe request comes
 * from (`Sec-Fetch-Site`, or `Origin` in older ones); programs say nothing and are let through, for a
 * cookie is of no use to another site without a browser.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.origin
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  return host === headers.host || (publicUrl !== undefined && host === new URL(publicUrl).host)
}

/** Throws `origin_refused` when another site's page makes a browser send its user's cookie. */
export function refuseForeignOrigin(
  method: string,
  headers: IncomingHttpHeaders,
  publicUrl: string | undefined,
): void {
  if (method === 'GET' || method === 'HEAD') return
  if (!isOwnOrigin(headers, publicUrl)) throw new LoggiaError('origin_refused')
}
