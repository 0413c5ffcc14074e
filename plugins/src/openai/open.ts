import { type ModelProvider, type ProviderPorts, vendorFetch, vendorModel } from '@loggia/contract'

/** Imported at first use: start-up does not pay for vendors that nobody chose. */
async function vendor({ key, baseUrl, fetch }: ProviderPorts) {
  const { createOpenAI } = await import('@ai-sdk/openai')
  return createOpenAI({
    apiKey: key ?? '',
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    fetch: vendorFetch(fetch),
  })
}

/**
 * Nothing is stored at OpenAI: what a conversation held stays with us, and its reasoning travels with
 * each request as the vendor's own encrypted bytes.
 */
const unstored = { store: false, reasoningSummary: 'auto' } as const

/** A model over the Responses API. */
export const openResponses: ModelProvider['open'] = async (model, ports) => {
  const openai = await vendor(ports)
  return vendorModel(openai.responses(model), {
    key: ports.key,
    prepare: options => ({
      ...options,
      providerOptions: {
        ...options.providerOptions,
        openai: { ...unstored, ...options.providerOptions?.openai },
      },
    }),
  })
}

/** A model over Chat Completions. */
export const openChat: ModelProvider['open'] = async (model, ports) => {
  const openai = await vendor(ports)
  return vendorModel(openai.chat(model), { key: ports.key })
}
