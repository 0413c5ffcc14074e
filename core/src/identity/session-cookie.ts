import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The session token of a `Cookie` header, once its signature holds. The cookie is better-auth's:
 * `<prefix>.session_token`, with `__Secure-` before it over https, and `token.signature` in it, URL-encoded;
 * the signature is HMAC-SHA256 of the token in base64.
 */
export function readSessionCookie(
  header: string | undefined,
  prefix: string,
  secret: string,
): string | undefined {
  const name = `${prefix}.session_token`
  const value = cookieNamed(header, `__Secure-${name}`) ?? cookieNamed(header, name)
  const dot = value?.lastIndexOf('.') ?? -1
  if (!value || dot < 1) return undefined
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1))
  const right = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'))
  return given.length === right.length && timingSafeEqual(given, right) ? token : undefined
}

function cookieNamed(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue
    try {
      return decodeURIComponent(pair.slice(equals + 1).trim())
    } catch {
      return undefined
    }
  }
  return undefined
}
