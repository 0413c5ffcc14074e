import { LoggiaError } from '@loggia/contract'

/** At most `count` attempts per key in `seconds`. */
export interface Limit {
  count: number
  seconds: number
}

/** Keys kept at most; when more come, the oldest are forgotten. */
const maxKeys = 10_000

/**
 * Counts attempts per key on this node and throws `rate_limited`, with how long to wait, beyond the limit.
 * Several nodes allow as many attempts each.
 */
export function rateLimiter({ count, seconds }: Limit, now: () => number) {
  const windows = new Map<string, { from: number; attempts: number }>()
  return (key: string): void => {
    const time = now()
    let window = windows.get(key)
    if (!window || time - window.from >= seconds * 1000) {
      windows.delete(key)
      window = { from: time, attempts: 0 }
      windows.set(key, window)
      const oldest = windows.size > maxKeys ? windows.keys().next().value : undefined
      if (oldest !== undefined) windows.delete(oldest)
    }
    window.attempts++
    if (window.attempts > count) {
      const retryAfter = Math.max(1, Math.ceil((window.from + seconds * 1000 - time) / 1000))
      throw new LoggiaError('rate_limited', { retryAfter })
    }
  }
}
