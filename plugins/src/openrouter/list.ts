import { LoggiaError, type ModelInfo, type ProviderPorts, vendorJson } from '@loggia/contract'

interface Listed {
  id: string
  name?: string
  context_length?: number | null
  top_provider?: { max_completion_tokens?: number | null }
}

/**
 * The models OpenRouter offers. Its list is public and would accept any key, so the key is asked about
 * first. Throws `model_*`.
 */
export async function listOpenRouterModels(
  defaultBaseUrl: string,
  ports: ProviderPorts,
): Promise<ModelInfo[]> {
  const base = ports.baseUrl ?? defaultBaseUrl
  const headers = { authorization: `Bearer ${ports.key ?? ''}` }
  await vendorJson(ports, `${base}/key`, headers)
  const { data } = (await vendorJson(ports, `${base}/models`, headers)) as { data?: Listed[] }
  if (!Array.isArray(data)) {
    throw new LoggiaError('model_bad_answer', { detail: 'The list of models has no "data".' })
  }
  return data.map(({ id, name, context_length, top_provider }) => ({
    provider: 'openrouter',
    id,
    ...(name && { name }),
    ...(context_length && { contextWindow: context_length }),
    ...(top_provider?.max_completion_tokens && { maxOutputTokens: top_provider.max_completion_tokens }),
  }))
}
