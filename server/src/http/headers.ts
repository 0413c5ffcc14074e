const csp = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
]

/** The content security policy of pages; `styleHash` allows one inline stylesheet by its SHA-256. */
export const pagePolicy = (styleHash?: string): string =>
  csp
    .map(line => (styleHash && line.startsWith('style-src') ? `${line} 'sha256-${styleHash}'` : line))
    .join('; ')

/** The policy of everything that is not a page: it may load nothing. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

/** The headers on every answer. `https` adds strict transport security. */
export function securityHeaders(https: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(https && { 'strict-transport-security': 'max-age=31536000' }),
  }
}
