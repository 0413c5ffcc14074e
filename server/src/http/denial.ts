import type { IncomingMessage } from 'node:http'
import type { ErrorCode, LoggiaError } from '@loggia/contract'
import { type Context, type DenialLedger, nameOf } from '@loggia/core/identity'
import { callerAddress } from './caller-address.ts'

/** A refusal, for the audit log. */
export type Denied = Parameters<DenialLedger['note']>[0]

const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['unauthenticated', 'forbidden', 'origin_refused', 'account_suspended', 'sign_up_closed'] as const),
  ...(['setup_link_invalid', 'link_invalid'] as const),
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
  // A wrong password comes without a name that could be trusted: its address is what is written down.
  const showedSomething =
    incoming.headers.authorization !== undefined ||
    operation.startsWith('account.') ||
    code !== 'unauthenticated'
  if (!refusals.has(code) || !(isSomebody || showedSomething)) return undefined
  return {
    workspaceId: isSomebody ? context.workspaceId : undefined,
    actor: isSomebody ? nameOf(context.actor) : 'anonymous',
    operation,
    code,
    address: callerAddress(incoming),
    requestId,
  }
}
