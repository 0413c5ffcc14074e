import { LoggiaError } from '@loggia/contract'
import type { InstanceSql } from '@loggia/core/platform'

/** Prefix of the session cookie's name. */
export const cookiePrefix = 'loggia'

export interface SignInPorts {
  auth: InstanceSql
  /** Signs session cookies; at least 32 characters. */
  secret: string
  /** The address people use; `https` makes the cookie secure. */
  url: string
}

/** E-mail and password, by better-auth. Loaded at the first use, for most starts need no sign-in. */
export interface SignIn {
  /** Makes a login under this user id. Throws `conflict` for an e-mail address that has one. */
  makeLogin(login: { userId: string; email: string; name: string; password: string }): Promise<void>
  /** The `set-cookie` headers of a new session. Throws `unauthenticated`. */
  signIn(login: { email: string; password: string; userAgent?: string }): Promise<string[]>
  /** Ends the session of this `cookie` header; the `set-cookie` headers that forget it. */
  signOut(cookie: string): Promise<string[]>
}

export function lazySignIn(ports: SignInPorts): SignIn {
  let opened: Promise<Awaited<ReturnType<typeof open>>> | undefined
  const ready = () => {
    opened ??= open(ports)
    return opened
  }

  const ask = async (path: string, headers: Record<string, string>, body: object): Promise<Response> =>
    (await ready()).handler(
      new Request(`${ports.url}/api/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    )

  return {
    async makeLogin({ userId, email, name, password }) {
      const { internalAdapter, password: hasher } = await (await ready()).$context
      const known = await internalAdapter.findUserByEmail(email.toLowerCase())
      if (known) throw new LoggiaError('conflict', { detail: 'There is a login with this e-mail address.' })
      await internalAdapter.createUser(
        { id: userId, email: email.toLowerCase(), name, emailVerified: true },
        { method: 'email-password' },
      )
      await internalAdapter.linkAccount({
        userId,
        providerId: 'credential',
        accountId: userId,
        password: await hasher.hash(password),
      })
    },
    async signIn({ email, password, userAgent }) {
      const headers = userAgent === undefined ? {} : { 'user-agent': userAgent.slice(0, 300) }
      const response = await ask('/sign-in/email', headers, { email: email.toLowerCase(), password })
      if (response.status === 401 || response.status === 403) {
        throw new LoggiaError('unauthenticated', { detail: 'The e-mail address or the password is wrong.' })
      }
      if (!response.ok) throw new LoggiaError('internal', { detail: 'The sign-in failed.' })
      return response.headers.getSetCookie()
    },
    async signOut(cookie) {
      return (await ask('/sign-out', { cookie }, {})).headers.getSetCookie()
    },
  }
}

async function open({ auth, secret, url }: SignInPorts) {
  const [{ betterAuth }, { kyselyOverAuth }] = await Promise.all([
    import('better-auth'),
    import('./kysely-over-auth.ts'),
  ])
  return betterAuth({
    baseURL: url,
    basePath: '/api/auth',
    secret,
    database: { db: kyselyOverAuth(auth), type: 'postgres', schemaName: 'auth' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24 },
    // Origins and rates are checked by our own gate, before anything gets here.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix,
      useSecureCookies: url.startsWith('https:'),
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}
