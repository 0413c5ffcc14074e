import { definePlugin, type ModelProvider } from '@loggia/contract'
import { listAnthropicModels } from './list.ts'
import { openMessages } from './open.ts'

const key = { name: 'ANTHROPIC_API_KEY', url: 'https://console.anthropic.com/settings/keys', required: true }
const baseUrl = { name: 'ANTHROPIC_BASE_URL', default: 'https://api.anthropic.com/v1' }

const messages: ModelProvider = {
  id: 'anthropic',
  title: 'Anthropic',
  key,
  baseUrl,
  defaultModel: 'claude-sonnet-5-5',
  list: ports => listAnthropicModels(baseUrl.default, ports),
  open: openMessages,
}

/** Models of Anthropic through the Messages API: thinking keeps its signatures and goes back unchanged. */
export const anthropic = definePlugin({
  contract: 1,
  id: 'anthropic',
  version: '0.1.0',
  description: 'Models of Anthropic, through the Messages API.',
  needs: { network: ['api.anthropic.com'], secrets: [key.name] },
  models: [messages],
})
