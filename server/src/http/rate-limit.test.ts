import { expect, test } from 'vitest'
import { rateLimiter } from './rate-limit.ts'

test('attempts beyond the limit are refused until the window is over, each key for itself', () => {
  let time = 0
  const attempt = rateLimiter({ count: 2, seconds: 60 }, () => time)
  attempt('ada')
  attempt('ada')
  expect(() => attempt('ada')).toThrow(expect.objectContaining({ code: 'rate_limited', retryAfter: 60 }))
  attempt('bob')
  time = 59_500
  expect(() => attempt('ada')).toThrow(expect.objectContaining({ retryAfter: 1 }))
  time = 60_000
  attempt('ada')
})
