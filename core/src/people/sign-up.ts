import { LoggiaError } from '@loggia/contract'
import { createAccount, isClaimed, type NewUser } from '../identity/index.ts'
import { type Clock, type Database, idsBy } from '../platform/index.ts'
import { readSettings } from './settings.ts'

export interface SignUpPorts {
  database: Database
  clock: Clock
  /** The invitation that a token opens, with the only address that may accept it; undefined when none does. */
  invitationOf(token: string): Promise<{ email: string | null } | undefined>
}

/** Who may sign up: nobody before the operator has come, then whom the instance's setting names. */
export async function signUpState({
  database,
}: Pick<SignUpPorts, 'database'>): Promise<'open' | 'invited' | 'closed'> {
  if (!(await isClaimed(database.instance))) return 'closed'
  return (await readSettings(database.instance)).multiUser ? 'open' : 'invited'
}

/** Throws `sign_up_closed` unless this address may have an account here. */
export async function requireWelcome(
  ports: SignUpPorts,
  { email, invitation }: { email: string; invitation?: string | undefined },
): Promise<void> {
  const state = await signUpState(ports)
  if (state === 'open') return
  if (state === 'closed')
    throw new LoggiaError('sign_up_closed', { detail: 'The operator of this instance has not come yet.' })
  const found = invitation === undefined ? undefined : await ports.invitationOf(invitation)
  if (found && (found.email === null || found.email.toLowerCase() === email.toLowerCase())) return
  throw new LoggiaError(
    'sign_up_closed',
    found && { detail: 'The invitation is for another e-mail address.' },
  )
}

/** Makes the login of a new user, and unmakes it when the rest fails. */
export interface LoginMaker {
  make(userId: string): Promise<void>
  forget(userId: string): Promise<void>
}

/** An account with a workspace of its own. Throws `sign_up_closed`, or `conflict` for a known address. */
export async function signUp(
  ports: SignUpPorts,
  { invitation, ...user }: NewUser & { invitation?: string | undefined },
  login: LoginMaker,
): Promise<{ userId: string; workspaceId: string }> {
  await requireWelcome(ports, { email: user.email, invitation })
  const userId = idsBy(ports.clock)('user')
  await login.make(userId)
  try {
    return { userId, workspaceId: await createAccount(ports, { ...user, userId }) }
  } catch (error) {
    await login.forget(userId)
    throw error
  }
}
