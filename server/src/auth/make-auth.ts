import { resetLetter, signInLetter } from '../mail/index.ts'
import { cookiePrefix } from './cookie-prefix.ts'
import type { SignInPorts } from './ports.ts'
import { refusals } from './sign-in-failure.ts'

/** Seconds that a link to sign in and one to choose a password work; the letters say the same. */
const linkSeconds = 15 * 60
const resetSeconds = 60 * 60

/** What every way in has in common. */
export async function commonOptions({ auth, secret, url, isSuspended, onProven }: SignInPorts) {
  const [{ kyselyOverAuth }, { APIError }] = await Promise.all([
    import('./kysely-over-auth.ts'),
    import('better-auth/api'),
  ])
  return {
    baseURL: url(),
    basePath: '/api/auth',
    secret,
    database: { db: kyselyOverAuth(auth), type: 'postgres' as const, schemaName: 'auth' },
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24 },
    // Whoever reads the table can open nothing with what is in it.
    verification: { storeIdentifier: 'hashed' as const },
    // Origins and rates are checked by our own gate, before anything gets here.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix,
      useSecureCookies: url().startsWith('https:'),
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      session: {
        create: {
          async before({ userId }: { userId: string }) {
            if (await isSuspended(userId)) throw new APIError('FORBIDDEN', { code: refusals.suspended })
          },
        },
      },
      user: {
        update: {
          async after({ id, emailVerified }: { id: string; emailVerified?: boolean }) {
            if (emailVerified === true) await onProven(id)
          },
        },
      },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  }
}

/** better-auth with e-mail and password and with mailed links. */
export async function makeAuth(ports: SignInPorts) {
  const [{ betterAuth }, { magicLink }, common] = await Promise.all([
    import('better-auth'),
    import('better-auth/plugins/magic-link'),
    commonOptions(ports),
  ])
  const page = (path: string, token: string) => `${ports.url()}${path}#token=${encodeURIComponent(token)}`
  const auth = betterAuth({
    ...common,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: resetSeconds,
      revokeSessionsOnPasswordReset: true,
      // A link that came by mail proves the address; the hook above hears of it.
      async onPasswordReset({ user }) {
        if (user.emailVerified) return
        await (await auth.$context).internalAdapter.updateUser(user.id, { emailVerified: true })
      },
      sendResetPassword: ({ user, token }) => ports.send(resetLetter(user.email, page('/reset', token))),
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        storeToken: 'hashed',
        expiresIn: linkSeconds,
        sendMagicLink: ({ email, token }) => ports.send(signInLetter(email, page('/sign-in/link', token))),
      }),
    ],
  })
  return auth
}
