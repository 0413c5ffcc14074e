import { errorTable } from './error-table/index.ts'

export { errorTable } from './error-table/index.ts'

export type ErrorCode = keyof typeof errorTable

export const errorCodes = Object.keys(errorTable) as ErrorCode[]

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(errorTable, value)

/** RFC 9457 problem details, as sent with content-type `application/problem+json`. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail?: string
  next: string
  /** One line per field that is wrong, `path: reason`. */
  fields?: string[]
  requestId?: string
  /** Seconds to wait before trying again. */
  retryAfter?: number
}

export interface ErrorDetails {
  /** What exactly happened, to what. Shown to people; never contains a secret. */
  detail?: string
  fields?: string[]
  retryAfter?: number
  cause?: unknown
}

/** The one error class. `message` is the detail where there is one, else the title of the code. */
export class LoggiaError extends Error {
  override readonly name = 'LoggiaError'
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly fields: string[] | undefined
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.detail ?? errorTable[code].title, { cause: details.cause })
    this.code = code
    this.detail = details.detail
    this.fields = details.fields
    this.retryAfter = details.retryAfter
  }

  get status(): number {
    return errorTable[this.code].status
  }

  get next(): string {
    return errorTable[this.code].next
  }

  toProblem(requestId?: string): Problem {
    const { status, title, next } = errorTable[this.code]
    return {
      type: `/api/docs#error-${this.code}`,
      title,
      status,
      code: this.code,
      next,
      ...(this.detail !== undefined && { detail: this.detail }),
      ...(this.fields !== undefined && { fields: this.fields }),
      ...(this.retryAfter !== undefined && { retryAfter: this.retryAfter }),
      ...(requestId !== undefined && { requestId }),
    }
  }

  static fromProblem(problem: Problem): LoggiaError {
    const { detail, fields, retryAfter } = problem
    return new LoggiaError(isErrorCode(problem.code) ? problem.code : 'internal', {
      ...(detail !== undefined && { detail }),
      ...(fields !== undefined && { fields }),
      ...(retryAfter !== undefined && { retryAfter }),
    })
  }
}

/** Any thrown value as a LoggiaError; what is not one becomes `internal` with its cause kept. */
export const asLoggiaError = (error: unknown): LoggiaError =>
  error instanceof LoggiaError ? error : new LoggiaError('internal', { cause: error })
