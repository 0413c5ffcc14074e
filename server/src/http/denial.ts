import type { IncomingMessage } from 'node:http'
import type { LoggiaError } from '@loggia/contract'
import { type Context, type DenialLedger, nameOf } from '@loggia/core/identity'

/** A refusal, for the audit log. */
export type Denied = Parameters<DenialLedger['note']>[0]

const refusals: ReadonlySet<string> = new Set([
  'forbidden',
  'unauthenticated',
  'origin_refused',
  'setup_link_invalid',
])

/** Who sends the requests that are being answered. */
export const callers = new WeakMap<IncomingMessage, Context>()

/**
 * What the audit log is told of an error: somebody who may not, or a key, link or page that opens nothing.
 * Whoever only forgot to sign in is not written down.
 */
export function denialOf(
  incoming: IncomingMessage,
  operation: string,
  { code }: LoggiaError,
  requestId: string,
): Denied | undefined {
  const context = callers.get(incoming)
  const isSomebody = context !== undefined && context.actor.kind !== 'anonymous'
  const showedSomething = incoming.headers.authorization !== undefined || code !== 'unauthenticated'
  if (!refusals.has(code) || !(isSomebody || showedSomething)) return undefined
  return {
    workspaceId: isSomebody ? context.workspaceId : undefined,
    actor: isSomebody ? nameOf(context.actor) : 'anonymous',
    operation,
    code,
    address: incoming.socket.remoteAddress ?? '',
    requestId,
  }
}
