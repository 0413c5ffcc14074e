import type { LanguageModel, ModelProvider, ProviderPorts } from '@loggia/contract'
import type { ChosenModel } from './choose.ts'
import { type OpenedModel, openedModel } from './opened-model.ts'

/** Models that were opened lately; they hold no state of a conversation, so every run may share them. */
export interface ModelShelf {
  open(chosen: ChosenModel, provider: ModelProvider, ports: ProviderPorts): Promise<OpenedModel>
}

const mostModels = 500

export function modelShelf(): ModelShelf {
  const opened = new Map<string, Promise<LanguageModel>>()
  return {
    async open(chosen, provider, ports) {
      const name = JSON.stringify([provider.id, chosen.model, ports.key, ports.baseUrl])
      let language = opened.get(name)
      if (!language) {
        if (opened.size >= mostModels) opened.clear()
        language = Promise.resolve(provider.open(chosen.model, ports))
        opened.set(name, language)
        language.catch(() => opened.delete(name))
      }
      return openedModel(chosen, await language)
    },
  }
}
