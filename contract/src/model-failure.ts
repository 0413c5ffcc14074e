import { type ErrorCode, LoggiaError } from './errors.ts'
import { type Evidence, evidenceOf } from './model-failure/evidence.ts'
import { redact } from './model-failure/redact.ts'

/**
 * Whatever a model or its transport threw, or put into an `error` part, as one of the `model_*` codes
 * (`run_cancelled` for an abort). The detail is the vendor's own message, shortened, without `key`
 * and without anything shaped like a key; `retryAfter` is in seconds.
 */
export function toModelError(error: unknown, key?: string): LoggiaError {
  const known = findLoggiaError(error)
  if (known) return known
  const evidence = evidenceOf(error)
  const { code, says } = judge(evidence)
  const message = redact(says ?? evidence.message, key)
  return new LoggiaError(code, {
    ...(message && { detail: message }),
    ...(evidence.retryAfter !== undefined && { retryAfter: evidence.retryAfter }),
    cause: slimCause(error, message),
  })
}

interface Verdict {
  code: ErrorCode
  says?: string
}

function judge(evidence: Evidence): Verdict {
  const { status, name } = evidence
  if (name === 'AbortError') return { code: 'run_cancelled' }
  if (name === 'TimeoutError') return { code: 'model_silent' }
  if (evidence.html && !(status !== undefined && status >= 500) && status !== 401 && status !== 429) {
    return { code: 'model_bad_answer', says: `A web page came instead of an answer (HTTP ${status ?? 200}).` }
  }
  if (status !== undefined && status >= 400) return { code: ofStatus(status, evidence) }
  if (evidence.network === 'unreachable') return { code: 'model_unreachable' }
  if (evidence.network === 'cut') return { code: status === undefined ? ofBareReset(evidence) : 'model_cut' }
  if (name === 'AI_NoSuchModelError') return { code: 'model_missing' }
  if (name === 'AI_LoadAPIKeyError') return { code: 'model_key_missing' }
  if (name === 'AI_UnsupportedFunctionalityError' || name === 'AI_InvalidPromptError') {
    return { code: 'model_refused' }
  }
  if (/ended without a finish reason/i.test(evidence.message)) return { code: 'model_cut' }
  return { code: ofKind(evidence) ?? 'model_bad_answer' }
}

/** A reset before any answer is an unreachable vendor unless fetch says the body was being read. */
const ofBareReset = (evidence: Evidence): ErrorCode =>
  evidence.beforeAnswer ? 'model_unreachable' : 'model_cut'

function ofStatus(status: number, evidence: Evidence): ErrorCode {
  const kind = ofKind(evidence)
  if (status === 401) return 'model_key_rejected'
  if (status === 402) return 'model_out_of_credit'
  if (status === 403) return evidence.moderated ? 'model_refused' : (kind ?? 'model_key_rejected')
  if (status === 429) return kind === 'model_out_of_credit' ? kind : 'model_rate_limited'
  if (status === 408 || status >= 500) return kind === 'model_rate_limited' ? kind : 'model_overloaded'
  if (status === 404) return /model/i.test(evidence.message) ? 'model_missing' : 'model_refused'
  return kind ?? 'model_refused'
}

/** Vendors' own words for a failure, in `code`, `type` or the message. First match wins. */
const kinds: readonly (readonly [RegExp, ErrorCode])[] = [
  [/insufficient_quota|credit balance|insufficient credits|billing_error/i, 'model_out_of_credit'],
  [/context_length_exceeded|prompt is too long|maximum context length/i, 'context_overflow'],
  [/authentication_error|invalid_api_key|permission_error/i, 'model_key_rejected'],
  [/rate_limit/i, 'model_rate_limited'],
  [/overloaded|server_error|api_error|internal_error|timeout_error|unavailable/i, 'model_overloaded'],
  [/model_not_found/i, 'model_missing'],
  [/not_found_error|invalid_request_error|invalid_prompt|content_policy|moderation/i, 'model_refused'],
]

const ofKind = ({ kind, message }: Evidence): ErrorCode | undefined =>
  kinds.find(([pattern]) => pattern.test(kind) || pattern.test(message))?.[1]

function findLoggiaError(error: unknown): LoggiaError | undefined {
  for (
    let current = error, depth = 0;
    depth < 8 && current instanceof Error;
    depth++, current = current.cause
  ) {
    if (current instanceof LoggiaError) return current
  }
  return undefined
}

/** Name, place and redacted message of the cause: the original holds the prompt and the answer's body. */
function slimCause(error: unknown, message: string): Error {
  const cause = new Error(message)
  if (error instanceof Error) {
    cause.name = error.name
    if (error.stack)
      cause.stack = `${error.name}: ${message}\n${error.stack
        .split('\n    at ')
        .slice(1, 6)
        .map(line => `    at ${line}`)
        .join('\n')}`
  }
  return cause
}
