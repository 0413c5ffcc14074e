import { asLoggiaError, LoggiaError } from '@loggia/contract'

/** The error as RFC 9457 problem details; 401 says how to sign in, 429 and 503 when to come back. */
export function problemResponse(thrown: unknown, requestId: string): Response {
  const error = asLoggiaError(thrown)
  return new Response(JSON.stringify(error.toProblem(requestId)), {
    status: error.status,
    headers: { ...problemHeaders(error), 'content-type': 'application/problem+json' },
  })
}

/** The headers that belong to an error, whatever the form of its body. */
export function problemHeaders(error: LoggiaError): Record<string, string> {
  return {
    'cache-control': 'no-store',
    ...(error.code === 'unauthenticated' && { 'www-authenticate': 'Bearer realm="loggia"' }),
    ...(error.retryAfter !== undefined && { 'retry-after': String(Math.ceil(error.retryAfter)) }),
  }
}

/** What one wrong field reads like: `path: reason`. */
export const fieldLine = (issue: { path?: readonly unknown[] | undefined; message: string }): string => {
  const path = (issue.path ?? []).map(part =>
    typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part),
  )
  return `${path.join('.') || 'input'}: ${issue.message}`
}

/** The error for input that a schema refused. */
export function invalidInput(
  issues: readonly { path?: readonly unknown[] | undefined; message: string }[],
): LoggiaError {
  const fields = issues.slice(0, 50).map(fieldLine)
  return new LoggiaError('invalid_input', { detail: fields.slice(0, 3).join('; '), fields })
}
