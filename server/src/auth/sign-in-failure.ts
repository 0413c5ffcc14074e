import { LoggiaError } from '@loggia/contract'

/** Codes that our hooks refuse with inside better-auth, so that a refusal comes out again as what it is. */
export const refusals = { suspended: 'ACCOUNT_SUSPENDED', closed: 'SIGN_UP_CLOSED' } as const

/** A code of a refusal in our words. */
export function failureByCode(code: unknown): LoggiaError | undefined {
  if (code === refusals.suspended) return new LoggiaError('account_suspended')
  return code === refusals.closed ? new LoggiaError('sign_up_closed') : undefined
}

/** What better-auth answered, where it is one of those. A redirection is none. */
export async function failureOf(response: Response): Promise<LoggiaError | undefined> {
  if (response.status >= 500) return new LoggiaError('internal', { detail: 'The sign-in failed.' })
  const body = (await response.json().catch(() => ({}))) as { code?: unknown }
  return failureByCode(body.code)
}
