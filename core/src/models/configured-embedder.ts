import { type Embedder, LoggiaError, type ProviderPorts } from '@loggia/contract'
import { credentialsOf, type EnvironmentReader } from './credentials.ts'
import { providerEmbedder } from './provider-embedder.ts'
import type { Providers } from './providers.ts'

/** Lengths of the vectors of well-known embedders. */
const knownDimensions: Record<string, number> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'text-embedding-ada-002': 1536,
  'nomic-embed-text': 768,
  'mxbai-embed-large': 1024,
  'bge-m3': 1024,
  'all-minilm': 384,
}

/** Providers whose servers have `/embeddings`. */
const speaksEmbeddings = new Set(['openai', 'openai-compatible', 'ollama', 'openrouter'])

export interface EmbedderPorts {
  providers: Providers
  fetch: ProviderPorts['fetch']
  environment: EnvironmentReader
}

/**
 * The embedder that the operator names as `provider/model`, or `provider/model@dimensions` for one that
 * is not well known, for example `openai/text-embedding-3-small`. It is the operator's choice and key,
 * for all vectors of an instance come from one embedder. Throws `model_missing`, `model_key_missing`.
 */
export function configuredEmbedder(setting: string, ports: EmbedderPorts): Embedder {
  const [, id = '', model = '', written] = /^([^/]+)\/([^@]+)(?:@(\d+))?$/.exec(setting.trim()) ?? []
  const provider = speaksEmbeddings.has(id) ? ports.providers.get(id) : undefined
  if (!provider?.baseUrl) {
    const detail = `"${setting}" names no embedder; write provider/model, for example openai/text-embedding-3-small.`
    throw new LoggiaError('model_missing', { detail })
  }
  const dimensions = written
    ? Number(written)
    : knownDimensions[model.replace(/:.*$/, '').replace(/^.*\//, '')]
  if (!dimensions) {
    const detail = `How long the vectors of ${model} are is not known; write ${id}/${model}@768 with their length.`
    throw new LoggiaError('model_missing', { detail })
  }
  const { key, baseUrl } = credentialsOf(provider, { saved: new Map(), environment: ports.environment })
  if (provider.key?.required && key === undefined) {
    throw new LoggiaError('model_key_missing', {
      detail: `The embedder ${setting} needs ${provider.key.name}.`,
    })
  }
  const address = baseUrl ?? provider.baseUrl.default
  return providerEmbedder({
    provider: id,
    model,
    dimensions,
    fetch: ports.fetch,
    baseUrl: /^https?:\/\/[^/]+$/.test(address) ? `${address}/v1` : address,
    ...(key !== undefined && { key }),
  })
}
