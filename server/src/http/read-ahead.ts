import type { Context } from '@loggia/core/identity'
import type { OperationName } from './table.ts'

/** Who asks: known for certain when the database has answered, and who it was the last time. */
export interface Caller {
  verified: Promise<Context>
  /** Whom the same claim belonged to before; it may have been revoked since. Nothing of theirs may be told or changed. */
  expected: Context | undefined
}

/** What an operation reads first, by its name. It must change nothing. */
export type ReadsAhead = Partial<
  Record<OperationName, (context: Context, params: Record<string, string>) => Promise<unknown>>
>

/**
 * Waits for the caller and meanwhile reads what the operation needs first, in the expected caller's name: one
 * wait for the database before the first token instead of two. What was read counts only when the verified
 * caller is that same user in that same workspace.
 */
export async function verifyAndRead(
  { verified, expected }: Caller,
  read: ReadsAhead[OperationName],
  params: Record<string, string>,
): Promise<{ context: Context; ahead: Promise<unknown> | undefined }> {
  const reading = expected && read?.(expected, params)
  // Whoever uses it hears of its failure; a caller who is refused does not.
  reading?.catch(() => undefined)
  const context = await verified
  return { context, ahead: expected && isSame(expected, context) ? reading : undefined }
}

const isSame = (expected: Context, { actor, workspaceId }: Context): boolean =>
  expected.actor.kind !== 'anonymous' &&
  actor.kind !== 'anonymous' &&
  expected.actor.userId === actor.userId &&
  expected.workspaceId === workspaceId
