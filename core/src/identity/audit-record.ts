import type { Statement } from '../platform/index.ts'
import { nameOf } from './actor.ts'
import type { Context } from './context.ts'
import { appendAudit, appendInstanceAudit } from './store/audit.ts'

/**
 * Statements that write an entry of the workspace's log, for the batch or transaction that does the thing. An
 * action that ends in `.refused` is written down as denied.
 */
export const recording = (
  context: Context,
  action: string,
  subject: string,
  data: object = {},
): Statement[] =>
  appendAudit({ workspaceId: context.workspaceId, ...entryOf(context, action, subject, data) })

/** The same for the log of the instance; it may stand anywhere in a transaction, after one for the workspace. */
export const recordingInstance = (
  context: Context,
  action: string,
  subject: string,
  data: object = {},
): Statement[] => appendInstanceAudit(entryOf(context, action, subject, data))

const entryOf = (context: Context, action: string, subject: string, data: object) => ({
  at: new Date(context.now()),
  actor: nameOf(context.actor),
  action,
  subject,
  data: JSON.stringify(data),
  origin: context.address,
  requestId: context.requestId,
  outcome: action.endsWith('.refused') ? ('denied' as const) : ('allowed' as const),
})
