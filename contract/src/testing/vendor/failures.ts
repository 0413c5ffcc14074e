import type { Dialect } from './reply.ts'

const anthropicTypes: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

const openaiCodes: Record<number, string> = {
  401: 'invalid_api_key',
  402: 'insufficient_quota',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
}

/** The body of an HTTP failure in the vendor's own shape. */
export function failureBody(dialect: Dialect, status: number, message: string): object {
  if (dialect === 'anthropic') {
    const type = anthropicTypes[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error')
    return { type: 'error', error: { type, message }, request_id: 'req_play' }
  }
  if (dialect === 'openrouter') return { error: { code: status, message }, user_id: 'user_play' }
  const type = status >= 500 ? 'server_error' : 'invalid_request_error'
  return { error: { message, type, param: null, code: openaiCodes[status] ?? null } }
}

/** The same failure inside a stream that began with HTTP 200. */
export function failureFrame(dialect: Dialect, message: string): string {
  const frame = (value: object) => `data: ${JSON.stringify(value)}\n\n`
  switch (dialect) {
    case 'anthropic':
      return `event: error\n${frame({ type: 'error', error: { type: 'overloaded_error', message } })}`
    case 'openai-responses':
      return `event: error\n${frame({ type: 'error', code: 'server_error', message, param: null, sequence_number: 9 })}`
    case 'openrouter':
      return frame({
        id: 'gen-1763000000-play',
        object: 'chat.completion.chunk',
        created: 1763000000,
        model: 'play',
        error: { code: 502, message },
        choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
      })
    default:
      return frame({ error: { message, type: 'server_error', param: null, code: null } })
  }
}
