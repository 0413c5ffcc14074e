import { type ModelProvider, vendorFetch, vendorModel } from '@loggia/contract'
import { keepToolArguments } from './keep-tool-arguments.ts'

/** A model over OpenRouter's Chat Completions; the vendor's package is imported at first use. */
export const openOpenRouter: ModelProvider['open'] = async (model, { key, baseUrl, fetch }) => {
  const { createOpenRouter } = await import('@openrouter/ai-sdk-provider')
  const openrouter = createOpenRouter({
    apiKey: key ?? '',
    baseURL: baseUrl ?? 'https://openrouter.ai/api/v1',
    compatibility: 'strict',
    fetch: vendorFetch(fetch),
    appName: 'Loggia',
  })
  return vendorModel(openrouter.chat(model), { key, correct: keepToolArguments })
}
