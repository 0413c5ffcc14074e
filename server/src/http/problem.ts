import { asLoggiaError, LoggiaError, type Wire } from '@loggia/contract'
import { chatError } from '@loggia/core/runs'

/**
 * The error as RFC 9457 problem details; 401 says how to sign in, 429 and 503 when to come back. On OpenAI's
 * paths the same document also carries the `error` member that its clients read.
 */
export function problemResponse(thrown: unknown, requestId: string, wire?: Wire): Response {
  const error = asLoggiaError(thrown)
  const foreign = wire === 'openai' && { error: chatError(error.message, error.code) }
  return new Response(JSON.stringify({ ...error.toProblem(requestId), ...foreign }), {
    status: error.status,
    headers: {
      ...problemHeaders(error),
      'content-type': foreign ? 'application/json' : 'application/problem+json',
    },
  })
}

/** The headers that belong to an error, whatever the form of its body. */
function problemHeaders(error: LoggiaError): Record<string, string> {
  return {
    'cache-control': 'no-store',
    ...(error.code === 'unauthenticated' && { 'www-authenticate': 'Bearer realm="loggia"' }),
    ...(error.retryAfter !== undefined && { 'retry-after': String(Math.ceil(error.retryAfter)) }),
  }
}

/** What one wrong field reads like: `path: reason`. */
const fieldLine = (issue: { path?: readonly unknown[] | undefined; message: string }): string => {
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
