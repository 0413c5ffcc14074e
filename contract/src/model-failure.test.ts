import { expect, test } from 'vitest'
import { LoggiaError } from './errors.ts'
import { toModelError } from './model-failure.ts'

/** An error as the AI SDK's packages make it; they bundle copies of the class, so only its shape counts. */
const callError = (fields: object) =>
  Object.assign(new Error('It failed.'), { name: 'AI_APICallError' }, fields)

const network = (code: string) => Object.assign(new Error(code), { code })

test.each([
  [401, 'model_key_rejected'],
  [402, 'model_out_of_credit'],
  [403, 'model_key_rejected'],
  [408, 'model_overloaded'],
  [413, 'model_refused'],
  [422, 'model_refused'],
  [429, 'model_rate_limited'],
  [500, 'model_overloaded'],
  [502, 'model_overloaded'],
  [529, 'model_overloaded'],
])('HTTP %i is %s', (statusCode, code) => {
  expect(toModelError(callError({ statusCode })).code).toBe(code)
})

test('a 404 that names the model is a missing model, any other a refused request', () => {
  expect(toModelError(callError({ statusCode: 404, message: 'The model `x` does not exist' })).code).toBe(
    'model_missing',
  )
  expect(toModelError(callError({ statusCode: 404, message: 'Not Found' })).code).toBe('model_refused')
})

test.each([
  [
    'a refused connection',
    new TypeError('fetch failed', { cause: network('ECONNREFUSED') }),
    'model_unreachable',
  ],
  ['an unknown host', new TypeError('fetch failed', { cause: network('ENOTFOUND') }), 'model_unreachable'],
  [
    'a reset before any answer',
    new TypeError('fetch failed', { cause: network('ECONNRESET') }),
    'model_unreachable',
  ],
  [
    'an untrusted certificate',
    new TypeError('fetch failed', { cause: network('SELF_SIGNED_CERT_IN_CHAIN') }),
    'model_unreachable',
  ],
  ['a reset in the body', network('ECONNRESET'), 'model_cut'],
  ['a terminated body', new TypeError('terminated', { cause: network('UND_ERR_SOCKET') }), 'model_cut'],
  ['a reset behind HTTP 200', callError({ statusCode: 200, cause: network('ECONNRESET') }), 'model_cut'],
  ['an aborted request', new DOMException('Aborted', 'AbortError'), 'run_cancelled'],
  ['a request that timed out', new DOMException('Too slow', 'TimeoutError'), 'model_silent'],
  ['a value that is no error', 'overloaded_error', 'model_overloaded'],
  ['nothing at all', undefined, 'model_bad_answer'],
])('%s is told by its code', (_name, error, code) => {
  expect(toModelError(error).code).toBe(code)
})

test.each([
  [{ type: 'overloaded_error', message: 'Overloaded' }, 'model_overloaded'],
  [{ code: 429, message: 'Rate limit exceeded' }, 'model_rate_limited'],
  [{ code: 402, message: 'Insufficient credits' }, 'model_out_of_credit'],
  [{ message: 'Sorry about that!', type: 'server_error', code: null }, 'model_overloaded'],
  [{ message: 'Try later', data: { error: { type: 'rate_limit_error' } } }, 'model_rate_limited'],
])('the error %j inside a stream is %s', (error, code) => {
  expect(toModelError(error).code).toBe(code)
})

test('an error of ours stays what it is, also as a cause', () => {
  const ours = new LoggiaError('model_bad_answer')
  expect(toModelError(ours)).toBe(ours)
  expect(toModelError(callError({ statusCode: 500, cause: ours }))).toBe(ours)
})

test.each([
  [{ 'retry-after': '7' }, 7],
  [{ 'Retry-After': '7.2' }, 8],
  [{ 'retry-after-ms': '1500' }, 2],
  [{ 'retry-after': 'Wed, 18 Nov 2026 12:00:30 GMT', date: 'Wed, 18 Nov 2026 12:00:00 GMT' }, 30],
  [{ 'retry-after': 'Wed, 18 Nov 2026 11:59:00 GMT', date: 'Wed, 18 Nov 2026 12:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('the headers %j ask to wait %s seconds', (responseHeaders, seconds) => {
  expect(toModelError(callError({ statusCode: 429, responseHeaders })).retryAfter).toBe(seconds)
})

test('neither the detail nor the cause contains the key, whole or as the vendor masks it', () => {
  const key = 'ThisIsTheKeyOfSomebody'
  const responseBody = `{"error":{"message":"Incorrect API key ${key} or sk-proj-ab***********cd"}}`
  const error = toModelError(
    callError({ statusCode: 401, message: `Bad: ${responseBody}`, responseBody }),
    key,
  )
  const told = `${error.message} ${error.detail} ${String((error.cause as Error).stack)}`
  expect(told).not.toContain(key)
  expect(told).not.toContain('sk-proj')
  expect(error.detail).toContain('Incorrect API key [key]')
})

test("the prompt, which the package's error holds, is not carried along", () => {
  const error = toModelError(
    callError({ statusCode: 500, requestBodyValues: { messages: ['a secret plan'] } }),
  )
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret plan')
})

test('a long message is shortened to 500 characters', () => {
  expect(toModelError(callError({ statusCode: 400, message: 'x'.repeat(5_000) })).detail).toHaveLength(500)
})
