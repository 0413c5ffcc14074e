import { errorTable, isErrorCode, LoggiaError } from '@loggia/contract'

export interface DescribedError {
  /** What happened, to what, and what to do next. */
  lines: string[]
  /** Exit status. */
  exit: number
}

/** Any failure as a person is told it, and as a script sees it. */
export function describeError(error: unknown): DescribedError {
  const known = asKnown(error)
  const { title, next, exit } = errorTable[known.code]
  const toWhat = known.code === 'internal' ? messageOf(known.cause ?? error) : known.detail
  const lines: string[] = [title]
  if (toWhat !== undefined && toWhat !== '' && toWhat !== title) lines.push(...toWhat.split('\n'))
  for (const field of known.fields ?? []) if (!toWhat?.includes(field)) lines.push(`- ${field}`)
  if (known.retryAfter !== undefined) lines.push(`Wait ${Math.ceil(known.retryAfter)} seconds.`)
  lines.push(next)
  return { lines, exit }
}

/** A builder's project may bring a copy of our error class of its own: its code counts, not its class. */
function asKnown(error: unknown): LoggiaError {
  if (error instanceof LoggiaError) return error
  const { name, code, detail, fields } = (error ?? {}) as Partial<LoggiaError>
  if (name === 'LoggiaError' && isErrorCode(code)) {
    return new LoggiaError(code, {
      ...(detail !== undefined && { detail }),
      ...(fields !== undefined && { fields }),
    })
  }
  return new LoggiaError('internal', { cause: error })
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
