import { definePlugin, type ModelProvider } from '@loggia/contract'
import { withVersion } from './base-url.ts'
import { listCompatibleModels } from './list.ts'
import { anyModel, openCompatible } from './open.ts'

const baseUrl = { name: 'OPENAI_COMPATIBLE_BASE_URL', default: 'http://127.0.0.1:1234/v1' }
const ollamaBaseUrl = { name: 'OLLAMA_BASE_URL', default: 'http://127.0.0.1:11434/v1' }

/** LM Studio, vLLM, llama.cpp and every other server that speaks Chat Completions. */
const compatible: ModelProvider = {
  id: 'openai-compatible',
  title: 'OpenAI-compatible server',
  key: { name: 'OPENAI_COMPATIBLE_API_KEY', url: 'https://lmstudio.ai/docs/app/api', required: false },
  baseUrl,
  defaultModel: anyModel,
  list: ports => listCompatibleModels('openai-compatible', withVersion(ports, baseUrl.default)),
  open: (model, ports) => openCompatible('openai-compatible', model, withVersion(ports, baseUrl.default)),
}

/** Ollama on this machine. */
const ollama: ModelProvider = {
  id: 'ollama',
  title: 'Ollama',
  baseUrl: ollamaBaseUrl,
  defaultModel: anyModel,
  list: ports => listCompatibleModels('ollama', withVersion(ports, ollamaBaseUrl.default)),
  open: (model, ports) => openCompatible('ollama', model, withVersion(ports, ollamaBaseUrl.default)),
}

/** Models behind any server that speaks OpenAI's Chat Completions, Ollama among them. */
export const openaiCompatible = definePlugin({
  contract: 1,
  id: 'openai-compatible',
  version: '0.1.0',
  description: 'Models behind Ollama, LM Studio, vLLM or any other OpenAI-compatible server.',
  needs: { network: ['127.0.0.1', 'localhost'], secrets: ['OPENAI_COMPATIBLE_API_KEY'] },
  models: [compatible, ollama],
})
