import { findLogin } from '@loggia/core/people'
import type { Database, Logger } from '@loggia/core/platform'
import type { WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import type { PostOffice } from '../mail/index.ts'
import type { AttemptLimit } from './attempt-limit.ts'
import type { SignIn } from './sign-in.ts'
import { signedIn } from './signed-in.ts'

export interface LinkPorts {
  database: Database
  signIn: SignIn
  post: PostOffice
  limit: AttemptLimit
  log: Logger
}

/**
 * Into an account by a mailed link. Whether an address has an account shows neither in the answer nor in how
 * long it takes: the letter is written after the answer.
 */
export function linkDoors({ database, signIn, post, limit, log }: LinkPorts) {
  const mailTo = (mail: (email: string) => Promise<void>): WireHandler => {
    return async exchange => {
      const { email } = await readInput<{ email: string }>(exchange)
      limit(exchange, email)
      post.requireOpen()
      const write = async () => {
        const known = await findLogin(database.instance, { email: email.toLowerCase() })
        if (known && !known.suspended) await mail(known.email)
      }
      write().catch(error => log.error('A letter could not be sent', { error }))
      return signedIn([])
    }
  }

  return {
    'account.sendLink': mailTo(signIn.sendLink),
    'account.sendReset': mailTo(signIn.sendReset),
    async 'account.enterByLink'(exchange) {
      const { token } = await readInput<{ token: string }>(exchange)
      limit(exchange)
      return signedIn(await signIn.enterByLink(token, exchange.incoming.headers['user-agent']))
    },
    async 'account.resetPassword'(exchange) {
      const { token, password } = await readInput<{ token: string; password: string }>(exchange)
      limit(exchange)
      await signIn.resetPassword(token, password)
      return signedIn([])
    },
  } satisfies Record<string, WireHandler>
}
