import { LoggiaError, type ModelProvider, type ProviderPorts, type ProviderStatus } from '@loggia/contract'

/** Reads secrets of the workspace by name, all in one round trip; what is not saved is absent. */
export type SecretReader = (names: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** Reads a setting that the operator gave when starting the server. */
export type EnvironmentReader = (name: string) => string | undefined

/** What a workspace saved and what the operator set. */
export interface Keyring {
  saved: ReadonlyMap<string, string>
  environment: EnvironmentReader
}

/** How a provider is reached, and where its key came from. */
export interface Credentials {
  source: ProviderStatus['source']
  key?: string
  baseUrl?: string
}

/** Names of the secrets and settings that these providers read. */
export const credentialNames = (providers: readonly ModelProvider[]): string[] => [
  ...new Set(
    providers.flatMap(({ key, baseUrl }) => [...(key ? [key.name] : []), ...(baseUrl ? [baseUrl.name] : [])]),
  ),
]

/**
 * The key and address of a provider: what the workspace saved, else what the operator set. A key of the
 * operator is never sent to an address that a workspace saved, for that would hand it over.
 */
export function credentialsOf(provider: ModelProvider, { saved, environment }: Keyring): Credentials {
  const { key, baseUrl } = provider
  const savedKey = key && saved.get(key.name)
  const savedUrl = baseUrl && saved.get(baseUrl.name)
  const operatorKey = key && nonEmpty(environment(key.name))
  const operatorUrl = baseUrl && nonEmpty(environment(baseUrl.name))
  if (savedKey !== undefined) return reached('saved', savedKey, savedUrl ?? operatorUrl)
  if (savedUrl !== undefined && !key?.required) return reached('saved', undefined, savedUrl)
  if (operatorKey !== undefined) return reached('environment', operatorKey, operatorUrl)
  if (operatorUrl !== undefined && !key?.required) return reached('environment', undefined, operatorUrl)
  return reached(key?.required ? 'none' : 'local', undefined, operatorUrl)
}

/** Credentials as the ports of a provider. Throws `model_key_missing` where a key is needed and absent. */
export function portsFor(
  provider: ModelProvider,
  { key, baseUrl }: Credentials,
  fetch: ProviderPorts['fetch'],
): ProviderPorts {
  if (provider.key?.required && key === undefined) {
    const { name, url } = provider.key
    throw new LoggiaError('model_key_missing', {
      detail: `${provider.title} needs a key: save one, or set ${name}. It is made at ${url}.`,
    })
  }
  return { fetch, ...(key !== undefined && { key }), ...(baseUrl !== undefined && { baseUrl }) }
}

const nonEmpty = (value: string | undefined): string | undefined => value?.trim() || undefined

const reached = (source: Credentials['source'], key?: string, baseUrl?: string): Credentials => ({
  source,
  ...(key !== undefined && { key }),
  ...(baseUrl !== undefined && { baseUrl: baseUrl.replace(/\/+$/, '') }),
})
