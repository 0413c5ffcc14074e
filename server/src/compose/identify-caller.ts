import { LoggiaError } from '@loggia/contract'
import {
  type Actor,
  type Claim,
  type Context,
  createContext,
  type Home,
  type Identity,
  identify,
  readSessionCookie,
} from '@loggia/core/identity'
import type { Clock, Database } from '@loggia/core/platform'
import type { LocalAccess } from '../auth/local-access.ts'
import { cookiePrefix } from '../auth/sign-in.ts'
import type { Identify } from '../http/app.ts'
import type { Credentials } from '../http/credentials.ts'

export interface CallerParts {
  database: Database
  clock: Clock
  /** Signs session cookies. */
  cookieSecret: string
  local: LocalAccess
  home(): Promise<Home>
}

/** A bound name that is no workspace: whoever is anonymous sees no tenant's rows. */
const nowhere = 'nobody'

/** Turns what a request shows into who it is and where, in at most one round trip. */
export function callerIdentifier(parts: CallerParts): Identify {
  const { database, clock } = parts
  const lookUp = oncePerTurn(claim => identify(database.instance, claim))
  return async (credentials, { requestId, signal }) => {
    const bind = (actor: Actor, workspaceId: string): Context =>
      createContext({ database, actor, workspaceId, clock, signal, requestId })
    if (credentials.kind === 'none') return bind({ kind: 'anonymous' }, nowhere)
    if (credentials.kind === 'key' && parts.local.admits(credentials.key)) {
      const { userId, workspaceId } = await parts.home()
      return bind({ kind: 'user', userId, role: 'owner', staff: ['operator'] }, workspaceId)
    }
    const claim = claimOf(credentials, parts.cookieSecret)
    const identity = claim && (await lookUp(claim))
    if (identity) return bind(identity.actor, identity.workspace.id)
    if (credentials.kind === 'key') {
      throw new LoggiaError('unauthenticated', { detail: 'This API key is not valid, expired or revoked.' })
    }
    return bind({ kind: 'anonymous' }, nowhere)
  }
}

/**
 * Requests that arrive in one turn of the loop and bring the same claim share one look-up, as those of a
 * backend with one key do. It begins after the last of them came, so that none gets an answer from before it.
 */
function oncePerTurn(find: (claim: Claim) => Promise<Identity | undefined>): typeof find {
  const arriving = new Map<string, Promise<Identity | undefined>>()
  return claim => {
    const key = JSON.stringify(claim)
    const shared = arriving.get(key)
    if (shared) return shared
    const { promise, resolve } = Promise.withResolvers<Identity | undefined>()
    setImmediate(() => {
      arriving.delete(key)
      resolve(find(claim))
    })
    arriving.set(key, promise)
    return promise
  }
}

function claimOf(credentials: Exclude<Credentials, { kind: 'none' }>, secret: string) {
  const { workspace } = credentials
  if (credentials.kind === 'key') return { apiKey: credentials.key, workspace }
  const sessionToken = readSessionCookie(credentials.cookie, cookiePrefix, secret)
  return sessionToken === undefined ? undefined : { sessionToken, workspace }
}
