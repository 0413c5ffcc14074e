import type { Clock } from '@loggia/core/platform'
import { callerAddress } from '../http/caller-address.ts'
import type { Exchange } from '../http/exchange.ts'
import { rateLimiter } from '../http/rate-limit.ts'

/** Counts an attempt to get in. Throws `rate_limited` when there were too many. */
export type AttemptLimit = (exchange: Exchange, email?: string) => void

/** Guessing is slowed down, by address and by account, before any password is hashed or mail is sent. */
export function attemptLimit(clock: Clock): AttemptLimit {
  const perAddress = rateLimiter({ count: 30, seconds: 300 }, clock)
  const perEmail = rateLimiter({ count: 10, seconds: 300 }, clock)
  return (exchange, email) => {
    perAddress(callerAddress(exchange.incoming))
    if (email !== undefined) perEmail(email.toLowerCase())
  }
}
