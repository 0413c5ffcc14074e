import { type Access, LoggiaError } from '@loggia/contract'
import type { Actor } from '@loggia/core/identity'

/**
 * Whether this actor may call an operation of this access at all. Closed by default: what is not public
 * needs somebody, and a key needs the scope. What a role may do is the operation's own decision.
 */
export function checkAccess(access: Access, actor: Actor): void {
  if (access === 'public') return
  if (actor.kind === 'anonymous') throw new LoggiaError('unauthenticated')
  if (actor.kind === 'user') return
  if (access === 'signed-in') {
    throw new LoggiaError('forbidden', {
      detail: 'This needs a person who is signed in; API keys are refused.',
    })
  }
  if (!actor.scopes.includes(access)) {
    throw new LoggiaError('forbidden', { detail: `The API key lacks the scope "${access}".` })
  }
}
