import type { LanguageModel, ModelProvider, ProviderPorts } from '@loggia/contract'
import type { ChosenModel } from './choose.ts'
import { type OpenedModel, openedModel } from './opened-model.ts'

/** Models that were opened lately; they hold no state of a conversation, so every run may share them. */
export interface ModelShelf {
  open(chosen: ChosenModel, provider: ModelProvider, ports: ProviderPorts): Promise<OpenedModel>
}

const mostModels = 500

export function modelShelf(): ModelShelf {
  const opened = new Map<string, LanguageModel>()
  return {
    async open(chosen, provider, ports) {
      const name = JSON.stringify([provider.id, chosen.model, ports.key, ports.baseUrl])
      const shelved = opened.get(name)
      if (shelved) return openedModel(chosen, shelved)
      const language = await provider.open(chosen.model, ports)
      if (opened.size >= mostModels) opened.clear()
      // A name that the provider resolved itself ("whatever this server has") may mean another one tomorrow.
      if (language.modelId === chosen.model) opened.set(name, language)
      return openedModel(chosen, language)
    },
  }
}
