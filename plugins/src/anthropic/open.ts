import { type ModelProvider, vendorFetch, vendorModel } from '@loggia/contract'
import { markForCaching } from './caching.ts'
import { showThinking } from './thinking.ts'

/** A model over the Messages API; the vendor's package is imported at first use. */
export const openMessages: ModelProvider['open'] = async (model, { key, baseUrl, fetch }) => {
  const { createAnthropic } = await import('@ai-sdk/anthropic')
  const anthropic = createAnthropic({
    apiKey: key ?? '',
    baseURL: baseUrl ?? 'https://api.anthropic.com/v1',
    fetch: vendorFetch(fetch),
  })
  return vendorModel(anthropic(model), {
    key,
    prepare: options => showThinking(model, { ...options, prompt: markForCaching(options.prompt) }),
  })
}
