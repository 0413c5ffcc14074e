import { claimSetup } from '@loggia/core/identity'
import type { Clock, Database } from '@loggia/core/platform'
import type { Exchange, WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import { rateLimiter } from '../http/rate-limit.ts'
import type { SignIn } from './sign-in.ts'

export interface AccountPorts {
  database: Database
  clock: Clock
  signIn: SignIn
}

type Credentials = { email: string; password: string }

/** The only ways into an account: the one-time link, e-mail and password, and out again. */
export function accountDoors({ database, clock, signIn }: AccountPorts) {
  const perAddress = rateLimiter({ count: 30, seconds: 300 }, clock)
  const perEmail = rateLimiter({ count: 10, seconds: 300 }, clock)

  /** Guessing is slowed down before any password is hashed. */
  const limit = (exchange: Exchange, email: string) => {
    perAddress(exchange.incoming.socket.remoteAddress ?? '')
    perEmail(email.toLowerCase())
  }
  const enter = async (exchange: Exchange, { email, password }: Credentials) => {
    const userAgent = exchange.incoming.headers['user-agent']
    return signedIn(await signIn.signIn({ email, password, ...(userAgent !== undefined && { userAgent }) }))
  }

  return {
    async 'account.claim'(exchange) {
      const input = await readInput<Credentials & { code: string; name: string }>(exchange)
      limit(exchange, input.email)
      const { code, name, password } = input
      const email = input.email.toLowerCase()
      await claimSetup({ database, clock }, { code, email, name }, userId =>
        signIn.makeLogin({ userId, email, name, password }),
      )
      return enter(exchange, input)
    },
    async 'account.signIn'(exchange) {
      const input = await readInput<Credentials>(exchange)
      limit(exchange, input.email)
      return enter(exchange, input)
    },
    async 'account.signOut'(exchange) {
      await readInput(exchange)
      const { cookie } = exchange.incoming.headers
      return signedIn(cookie === undefined ? [] : await signIn.signOut(cookie))
    },
  } satisfies Record<string, WireHandler>
}

function signedIn(cookies: string[]): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response('{}', { headers })
}
