import { claimSetup } from '@loggia/core/identity'
import { type SignUpPorts, signUp } from '@loggia/core/people'
import type { Exchange, WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import type { AttemptLimit } from './attempt-limit.ts'
import type { SignIn } from './sign-in.ts'
import { signedIn } from './signed-in.ts'

export interface AccountPorts {
  signUps: SignUpPorts
  signIn: SignIn
  limit: AttemptLimit
}

type Credentials = { email: string; password: string }

/** Into an account with a password: the one-time link, sign-up, sign-in, and out again. */
export function accountDoors({ signUps, signIn, limit }: AccountPorts) {
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
      await claimSetup(signUps, { code, email, name }, userId =>
        signIn.makeLogin({ userId, email, name, password, isProven: true }),
      )
      return enter(exchange, input)
    },
    async 'account.signUp'(exchange) {
      const input = await readInput<Credentials & { name: string; invitation?: string }>(exchange)
      limit(exchange, input.email)
      const { name, password, invitation } = input
      const email = input.email.toLowerCase()
      await signUp(
        signUps,
        { email, name, invitation },
        {
          make: userId => signIn.makeLogin({ userId, email, name, password, isProven: false }),
          forget: signIn.forgetLogin,
        },
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
