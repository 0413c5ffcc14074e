import { createHash } from 'node:crypto'
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
import { cookiePrefix } from '../auth/cookie-prefix.ts'
import type { LocalAccess } from '../auth/local-access.ts'
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

/** Claims whose last answer is remembered. */
const mostRemembered = 10_000

/** Turns what a request shows into who it is and where, in at most one round trip. */
export function callerIdentifier(parts: CallerParts): Identify {
  const { database, clock } = parts
  const lookUp = oncePerTurn(claim => identify(database.instance, claim))
  const remembered = new Map<string, Identity>()
  return (credentials, { requestId, signal, address }) => {
    const bind = (actor: Actor, workspaceId: string): Context =>
      createContext({ database, actor, workspaceId, clock, signal, requestId, address })
    const bindTo = ({ actor, workspace }: Identity) => bind(actor, workspace.id)
    const stranger = () => ({
      verified: Promise.resolve(bind({ kind: 'anonymous' }, nowhere)),
      expected: undefined,
    })

    if (credentials.kind === 'none') return stranger()
    if (credentials.kind === 'key' && parts.local.admits(credentials.key)) {
      const operator = async () => {
        const { userId, workspaceId } = await parts.home()
        return bind({ kind: 'user', userId, role: 'owner', staff: ['operator'] }, workspaceId)
      }
      return { verified: operator(), expected: undefined }
    }
    const claim = claimOf(credentials, parts.cookieSecret)
    if (!claim) return stranger()
    const name = createHash('sha256').update(JSON.stringify(claim)).digest('base64')
    const verify = async () => {
      const identity = await lookUp(name, claim)
      if (remembered.size >= mostRemembered) remembered.clear()
      if (identity) {
        remembered.set(name, identity)
        return bindTo(identity)
      }
      remembered.delete(name)
      if (credentials.kind === 'key') {
        throw new LoggiaError('unauthenticated', { detail: 'This API key is not valid, expired or revoked.' })
      }
      return bind({ kind: 'anonymous' }, nowhere)
    }
    const before = remembered.get(name)
    return { verified: verify(), expected: before && bindTo(before) }
  }
}

/**
 * Requests that arrive in one turn of the loop and bring the same claim share one look-up, as those of a
 * backend with one key do. It begins after the last of them came, so that none gets an answer from before it.
 */
function oncePerTurn(find: (claim: Claim) => Promise<Identity | undefined>) {
  const arriving = new Map<string, Promise<Identity | undefined>>()
  return (name: string, claim: Claim): Promise<Identity | undefined> => {
    const shared = arriving.get(name)
    if (shared) return shared
    const { promise, resolve } = Promise.withResolvers<Identity | undefined>()
    setImmediate(() => {
      arriving.delete(name)
      resolve(find(claim))
    })
    arriving.set(name, promise)
    return promise
  }
}

function claimOf(credentials: Exclude<Credentials, { kind: 'none' }>, secret: string) {
  const { workspace } = credentials
  if (credentials.kind === 'key') return { apiKey: credentials.key, workspace }
  const sessionToken = readSessionCookie(credentials.cookie, cookiePrefix, secret)
  return sessionToken === undefined ? undefined : { sessionToken, workspace }
}
