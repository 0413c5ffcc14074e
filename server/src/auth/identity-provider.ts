import type { SsoConfig } from '../config.ts'

/** What is read of how an identity provider describes itself. */
export interface ProviderDescription {
  discoveryUrl: string
  userinfoUrl: string | undefined
}

/** Milliseconds that a provider has to answer. */
const patience = 10_000

/** Asks the provider to describe itself. Throws where it does not answer, or calls itself something else. */
export async function describeProvider({ issuer }: SsoConfig): Promise<ProviderDescription> {
  const discoveryUrl = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(discoveryUrl, { signal: AbortSignal.timeout(patience), redirect: 'error' })
  if (!response.ok) throw new Error(`The identity provider answers ${response.status}.`)
  const described = (await response.json()) as { issuer?: unknown; userinfo_endpoint?: unknown }
  if (described.issuer !== issuer)
    throw new Error(`The identity provider calls itself ${String(described.issuer)}, not ${issuer}.`)
  const { userinfo_endpoint: userinfo } = described
  return { discoveryUrl, userinfoUrl: typeof userinfo === 'string' ? userinfo : undefined }
}

type Claims = Record<string, unknown>

/** Who somebody is, in the words that better-auth reads; null where the provider does not say it. */
export async function profileOf(
  { userinfoUrl }: ProviderDescription,
  tokens: { idToken?: string | undefined; accessToken?: string | undefined },
) {
  // The ID token was verified before this is asked; without one nothing the provider says is signed.
  if (tokens.idToken === undefined) return null
  const signed = claimsOf(tokens.idToken)
  const claims = typeof signed.email === 'string' ? signed : await moreOf(signed, userinfoUrl, tokens)
  if (claims === null || typeof claims.sub !== 'string' || typeof claims.email !== 'string') return null
  return {
    id: claims.sub,
    sub: claims.sub,
    email: claims.email,
    emailVerified: claims.email_verified === true,
    name: typeof claims.name === 'string' && claims.name !== '' ? claims.name : claims.email,
  }
}

/** Many providers keep the e-mail address for their userinfo endpoint. What it says counts for the same subject only. */
async function moreOf(
  signed: Claims,
  userinfoUrl: string | undefined,
  { accessToken }: { accessToken?: string | undefined },
): Promise<Claims | null> {
  if (userinfoUrl === undefined || accessToken === undefined) return null
  const response = await fetch(userinfoUrl, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(patience),
    redirect: 'error',
  })
  if (!response.ok) return null
  const told = (await response.json()) as Claims
  return told.sub === signed.sub ? { ...told, ...signed } : null
}

const claimsOf = (idToken: string): Claims =>
  JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims
