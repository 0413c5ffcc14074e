import { definePlugin, type ModelProvider } from '@loggia/contract'
import { listOpenAIModels } from './list.ts'
import { openChat, openResponses } from './open.ts'

const key = { name: 'OPENAI_API_KEY', url: 'https://platform.openai.com/api-keys', required: true }
const baseUrl = { name: 'OPENAI_BASE_URL', default: 'https://api.openai.com/v1' }
const defaultModel = 'gpt-6.1-terra'

/** OpenAI through the Responses API: reasoning comes with the answer and goes back encrypted. */
const responses: ModelProvider = {
  id: 'openai',
  title: 'OpenAI',
  key,
  baseUrl,
  defaultModel,
  list: ports => listOpenAIModels('openai', baseUrl.default, ports),
  open: openResponses,
}

/** OpenAI through Chat Completions, for gateways that speak nothing newer. */
const chat: ModelProvider = {
  id: 'openai-chat',
  title: 'OpenAI (Chat Completions)',
  key,
  baseUrl,
  defaultModel,
  list: ports => listOpenAIModels('openai-chat', baseUrl.default, ports),
  open: openChat,
}

/** Models of OpenAI, over either of its two protocols. */
export const openai = definePlugin({
  contract: 1,
  id: 'openai',
  version: '0.1.0',
  description: 'Models of OpenAI, through the Responses API or Chat Completions.',
  needs: { network: ['api.openai.com'], secrets: [key.name] },
  models: [responses, chat],
})
