import { LoggiaError } from '@loggia/contract'
import { makeAuth } from './make-auth.ts'
import type { SignInPorts } from './ports.ts'
import { failureOf } from './sign-in-failure.ts'

export interface Login {
  userId: string
  email: string
  name: string
  password: string
  /** Whether it is known that the address is theirs. */
  isProven: boolean
}

/** E-mail and password, and mailed links, by better-auth. Loaded at the first use, for most starts need no sign-in. */
export interface SignIn {
  /** Makes a login under this user id. Throws `conflict` for an e-mail address that has one. */
  makeLogin(login: Login): Promise<void>
  /** Takes a login back that was made a moment ago. */
  forgetLogin(userId: string): Promise<void>
  /** The `set-cookie` headers of a new session. Throws `unauthenticated` and `account_suspended`. */
  signIn(login: { email: string; password: string; userAgent?: string }): Promise<string[]>
  /** Mails a link that signs this address in once. */
  sendLink(email: string): Promise<void>
  /** The `set-cookie` headers of a new session. Throws `link_invalid` and `account_suspended`. */
  enterByLink(token: string, userAgent: string | undefined): Promise<string[]>
  /** Mails a link to choose another password. */
  sendReset(email: string): Promise<void>
  /** Sets another password and ends all sessions. Throws `link_invalid`. */
  resetPassword(token: string, password: string): Promise<void>
  /** Ends the session of this `cookie` header; the `set-cookie` headers that forget it. */
  signOut(cookie: string): Promise<string[]>
}

export function lazySignIn(ports: SignInPorts): SignIn {
  let opened: ReturnType<typeof makeAuth> | undefined
  const ready = () => {
    opened ??= makeAuth(ports)
    return opened
  }

  const ask = async (path: string, headers: Record<string, string>, body?: object): Promise<Response> =>
    (await ready()).handler(
      new Request(`${ports.url()}/api/auth${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
  const agent = (userAgent: string | undefined): Record<string, string> =>
    userAgent === undefined ? {} : { 'user-agent': userAgent.slice(0, 300) }

  return {
    async makeLogin({ userId, email, name, password, isProven }) {
      const { internalAdapter, password: hasher } = await (await ready()).$context
      const known = await internalAdapter.findUserByEmail(email.toLowerCase())
      if (known) throw new LoggiaError('conflict', { detail: 'There is a login with this e-mail address.' })
      await internalAdapter.createUser(
        { id: userId, email: email.toLowerCase(), name, emailVerified: isProven },
        { method: 'email-password' },
      )
      await internalAdapter.linkAccount({
        userId,
        providerId: 'credential',
        accountId: userId,
        password: await hasher.hash(password),
      })
    },
    async forgetLogin(userId) {
      await (await (await ready()).$context).internalAdapter.deleteUser(userId)
    },
    async signIn({ email, password, userAgent }) {
      const response = await ask('/sign-in/email', agent(userAgent), { email: email.toLowerCase(), password })
      if (response.ok) return response.headers.getSetCookie()
      const failure = await failureOf(response)
      if (failure) throw failure
      if (response.status === 401 || response.status === 403) {
        throw new LoggiaError('unauthenticated', { detail: 'The e-mail address or the password is wrong.' })
      }
      throw new LoggiaError('internal', { detail: 'The sign-in failed.' })
    },
    async sendLink(email) {
      const response = await ask('/sign-in/magic-link', {}, { email: email.toLowerCase() })
      if (!response.ok) throw (await failureOf(response)) ?? new LoggiaError('mail_unavailable')
    },
    async enterByLink(token, userAgent) {
      const query = new URLSearchParams({ token })
      const response = await ask(`/magic-link/verify?${query}`, agent(userAgent))
      if (response.ok) return response.headers.getSetCookie()
      throw (await failureOf(response)) ?? new LoggiaError('link_invalid')
    },
    async sendReset(email) {
      const response = await ask('/request-password-reset', {}, { email: email.toLowerCase() })
      if (!response.ok) throw (await failureOf(response)) ?? new LoggiaError('mail_unavailable')
    },
    async resetPassword(token, password) {
      const response = await ask('/reset-password', {}, { token, newPassword: password })
      if (!response.ok) throw (await failureOf(response)) ?? new LoggiaError('link_invalid')
    },
    async signOut(cookie) {
      return (await ask('/sign-out', { cookie }, {})).headers.getSetCookie()
    },
  }
}
