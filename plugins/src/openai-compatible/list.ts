import { LoggiaError, type ModelInfo, type ProviderPorts, vendorJson } from '@loggia/contract'

interface Listed {
  id: string
  /** vLLM says the context window of what it serves. */
  max_model_len?: number
}

/** The models the server offers, in its order, embedders left out. Throws `model_*`. */
export async function listCompatibleModels(
  provider: string,
  ports: ProviderPorts & { baseUrl: string },
): Promise<ModelInfo[]> {
  const headers: Record<string, string> = ports.key ? { authorization: `Bearer ${ports.key}` } : {}
  const { data } = (await vendorJson(ports, `${ports.baseUrl}/models`, headers)) as { data?: Listed[] | null }
  if (data === null) return []
  if (!Array.isArray(data)) {
    throw new LoggiaError('model_bad_answer', { detail: 'The list of models has no "data".' })
  }
  return data
    .filter(({ id }) => !/embed|rerank/i.test(id))
    .map(({ id, max_model_len }) => ({
      provider,
      id,
      ...(max_model_len && { contextWindow: max_model_len }),
    }))
}
