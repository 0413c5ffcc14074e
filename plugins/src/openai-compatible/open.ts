import {
  type LanguageModel,
  LoggiaError,
  type ProviderPorts,
  vendorFetch,
  vendorModel,
} from '@loggia/contract'
import { listCompatibleModels } from './list.ts'

/** Name of the model that means "whatever this server has": the first of its list. */
export const anyModel = 'auto'

/** A model over Chat Completions; the vendor's package is imported at first use. */
export async function openCompatible(
  provider: string,
  model: string,
  ports: ProviderPorts & { baseUrl: string },
): Promise<LanguageModel> {
  const modelId = model === anyModel ? await firstModel(provider, ports) : model
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
  const compatible = createOpenAICompatible({
    name: provider,
    baseURL: ports.baseUrl,
    ...(ports.key && { apiKey: ports.key }),
    includeUsage: true,
    fetch: vendorFetch(ports.fetch),
  })
  return vendorModel(compatible.chatModel(modelId), { key: ports.key })
}

async function firstModel(provider: string, ports: ProviderPorts & { baseUrl: string }): Promise<string> {
  const [first] = await listCompatibleModels(provider, ports)
  if (first) return first.id
  throw new LoggiaError('model_missing', { detail: `The server at ${ports.baseUrl} has no model yet.` })
}
