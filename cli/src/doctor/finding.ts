import { asLoggiaError, type ErrorCode, errorTable } from '@loggia/contract'
import { describeError } from '../terminal/describe-error.ts'

/** What was looked at and how it is; a problem carries the code of the error that it would lead to. */
export type Finding = { about: string; says: string } & (
  | { level: 'fine' }
  | { level: 'warning'; next: string }
  | { level: 'problem'; code: ErrorCode; next: string }
)

export const fine = (about: string, says: string): Finding => ({ about, says, level: 'fine' })

export const warning = (about: string, says: string, next: string): Finding => ({
  ...{ about, says, next },
  level: 'warning',
})

/** `next` says more than the error table can when the finding knows more. */
export const problem = (
  about: string,
  code: ErrorCode,
  says: string,
  next: string = errorTable[code].next,
): Finding => ({
  ...{ about, says, code, next },
  level: 'problem',
})

/** A failure as a finding. */
export function problemFrom(about: string, error: unknown): Finding {
  const known = asLoggiaError(error)
  const { lines } = describeError(known)
  return problem(about, known.code, lines.slice(1, -1).join(' ') || (lines[0] ?? ''))
}

/** The exit status of the first problem, 0 without one. */
export function exitStatusOf(findings: readonly Finding[]): number {
  const first = findings.find(finding => finding.level === 'problem')
  return first ? errorTable[first.code].exit : 0
}
