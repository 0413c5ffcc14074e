import { LoggiaError, type ModelInfo, type ProviderPorts, vendorJson } from '@loggia/contract'

interface Listed {
  id: string
  display_name?: string
  max_input_tokens?: number
  max_tokens?: number
}

/** The models the key may use, as Anthropic orders them (newest first). Throws `model_*`. */
export async function listAnthropicModels(
  defaultBaseUrl: string,
  ports: ProviderPorts,
): Promise<ModelInfo[]> {
  const answer = await vendorJson(ports, `${ports.baseUrl ?? defaultBaseUrl}/models?limit=1000`, {
    'x-api-key': ports.key ?? '',
    'anthropic-version': '2023-06-01',
  })
  const { data } = answer as { data?: Listed[] }
  if (!Array.isArray(data)) {
    throw new LoggiaError('model_bad_answer', { detail: 'The list of models has no "data".' })
  }
  return data.map(({ id, display_name, max_input_tokens, max_tokens }) => ({
    provider: 'anthropic',
    id,
    ...(display_name && { name: display_name }),
    ...(max_input_tokens && { contextWindow: max_input_tokens }),
    ...(max_tokens && { maxOutputTokens: max_tokens }),
  }))
}
