import { type ErrorCode, errorTable, isErrorCode } from '@loggia/sdk'

export interface ShownProblem {
  code: ErrorCode
  title: string
  detail: string | undefined
  next: string
  fields: string[]
}

interface Failure {
  code?: unknown
  detail?: unknown
  fields?: unknown
}

/** Any failure as the closed table describes it; what is not in the table is `internal`. */
export function problemOf(error: unknown): ShownProblem {
  const { code, detail, fields } = (typeof error === 'object' && error ? error : {}) as Failure
  const known: ErrorCode = isErrorCode(code)
    ? code
    : error instanceof TypeError
      ? 'server_unreachable'
      : 'internal'
  const { title, next } = errorTable[known]
  return {
    code: known,
    title,
    detail: typeof detail === 'string' && detail ? detail : undefined,
    next:
      known === 'server_unreachable'
        ? 'Check that the server runs and that you are online, then try again.'
        : next,
    fields: Array.isArray(fields) ? fields.filter(field => typeof field === 'string') : [],
  }
}

/** Whether asking again with the same words can never help. */
export const isFinal = (error: unknown): boolean => {
  const { status } = errorTable[problemOf(error).code]
  return status >= 400 && status < 500 && status !== 429 && status !== 408
}
