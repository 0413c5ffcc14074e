import { definePlugin, type ModelProvider } from '@loggia/contract'
import { listOpenRouterModels } from './list.ts'
import { openOpenRouter } from './open.ts'

const key = { name: 'OPENROUTER_API_KEY', url: 'https://openrouter.ai/settings/keys', required: true }
const baseUrl = { name: 'OPENROUTER_BASE_URL', default: 'https://openrouter.ai/api/v1' }

const provider: ModelProvider = {
  id: 'openrouter',
  title: 'OpenRouter',
  key,
  baseUrl,
  defaultModel: 'openai/gpt-6.1-terra',
  list: ports => listOpenRouterModels(baseUrl.default, ports),
  open: openOpenRouter,
}

/** Models of many vendors through OpenRouter; `reasoning_details` go back as they came. */
export const openrouter = definePlugin({
  contract: 1,
  id: 'openrouter',
  version: '0.1.0',
  description: 'Models of many vendors with one key, through OpenRouter.',
  needs: { network: ['openrouter.ai'], secrets: [key.name] },
  models: [provider],
})
