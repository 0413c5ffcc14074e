import { LoggiaError } from '@loggia/contract'
import type { SsoConfig } from '../config.ts'
import { describeProvider, profileOf } from './identity-provider.ts'
import { commonOptions } from './make-auth.ts'
import type { SignInPorts } from './ports.ts'
import { failureByCode, refusals } from './sign-in-failure.ts'

/** Name of the one identity provider in addresses and in the table of accounts. */
const providerId = 'sso'

export interface SsoPorts extends SignInPorts {
  /** Throws unless this address may have an account; the id that it will have. */
  welcome(user: { email: string; invitation?: string | undefined }): Promise<string>
  /** Gives a new login its user and workspace. */
  housed(user: { userId: string; email: string; name: string }): Promise<void>
}

/** Where single sign-on goes on, and the cookies that go along. */
export interface SsoStep {
  url: string
  cookies: string[]
}

export interface Sso {
  readonly name: string
  /** To the identity provider. Throws `sso_unavailable`. */
  start(invitation: string | undefined): Promise<SsoStep>
  /** Back from it, with the query it sent and the cookies of the browser: signed in, or why not. */
  finish(
    query: string,
    headers: { cookie?: string; userAgent?: string },
  ): Promise<SsoStep & { refused?: string }>
}

/** Single sign-on by OpenID Connect: code flow with PKCE, state and nonce, by better-auth. */
export function openSso(config: SsoConfig, ports: SsoPorts): Sso {
  let opened: ReturnType<typeof connect> | undefined
  const ready = async () => {
    opened ??= connect(config, ports)
    try {
      return await opened
    } catch (cause) {
      // A provider that was down, or lied about its name, is asked again at the next attempt.
      opened = undefined
      throw new LoggiaError('sso_unavailable', { cause })
    }
  }
  return {
    name: config.name,
    async start(invitation) {
      const auth = await ready()
      const response = await auth.handler(
        new Request(`${ports.url()}/api/auth/sign-in/social`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            provider: providerId,
            callbackURL: `${ports.url()}/`,
            disableRedirect: true,
            ...(invitation !== undefined && { additionalData: { invitation } }),
          }),
        }),
      )
      const { url } = (await response.json().catch(() => ({}))) as { url?: string }
      if (!response.ok || url === undefined) throw new LoggiaError('sso_unavailable')
      return { url, cookies: response.headers.getSetCookie() }
    },
    async finish(query, { cookie, userAgent }) {
      const auth = await ready()
      const response = await auth.handler(
        new Request(`${ports.url()}/api/auth/callback/${providerId}?${query}`, {
          headers: {
            ...(cookie !== undefined && { cookie }),
            ...(userAgent !== undefined && { 'user-agent': userAgent.slice(0, 300) }),
          },
        }),
      )
      const cookies = response.headers.getSetCookie()
      const location = response.headers.get('location')
      const target = location === null ? undefined : new URL(location, ports.url())
      const error = target ? target.searchParams.get('error') : 'failed'
      const refused = failureByCode(error)?.code ?? error
      return { url: `${ports.url()}/`, cookies, ...(refused !== null && { refused }) }
    },
  }
}

async function connect(config: SsoConfig, ports: SsoPorts) {
  const [description, { betterAuth }, { genericOAuth }, { APIError, getOAuthState }, common] =
    await Promise.all([
      describeProvider(config),
      import('better-auth'),
      import('better-auth/plugins/generic-oauth'),
      import('better-auth/api'),
      commonOptions(ports),
    ])
  const auth = betterAuth({
    ...common,
    // Tokens of the provider are of no use to us once somebody is in.
    account: { updateAccountOnSignIn: false },
    databaseHooks: {
      ...common.databaseHooks,
      account: { create: { before: async account => ({ data: { ...account, ...withoutTokens } }) } },
      user: {
        ...common.databaseHooks.user,
        create: {
          async before(user) {
            const { invitation } = ((await getOAuthState()) ?? {}) as { invitation?: unknown }
            const wish = { email: user.email, ...(typeof invitation === 'string' && { invitation }) }
            const id = await ports.welcome(wish).catch(() => {
              throw new APIError('FORBIDDEN', { code: refusals.closed })
            })
            return { data: { ...user, id } }
          },
          async after({ id, email, name }) {
            try {
              await ports.housed({ userId: id, email, name })
            } catch (error) {
              await (await auth.$context).internalAdapter.deleteUser(id)
              throw error
            }
          },
        },
      },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId,
            discoveryUrl: description.discoveryUrl,
            clientId: config.clientId,
            clientSecret: config.clientSecret,
            scopes: ['openid', 'email', 'profile'],
            pkce: true,
            requireIdTokenVerification: true,
            accountSubject: ({ profile }) => profile.sub ?? '',
            getUserInfo: tokens => profileOf(description, tokens),
          },
        ],
      }),
    ],
  })
  const { socialProviders } = await auth.$context
  const provider = socialProviders.find(({ id }) => id === providerId)
  if (!provider) throw new Error('The identity provider does not describe itself.')
  if (provider.issuer !== config.issuer)
    throw new Error(`The identity provider calls itself ${provider.issuer}, not ${config.issuer}.`)
  return auth
}

const withoutTokens = { accessToken: null, refreshToken: null, idToken: null }
