import { LoggiaError, type ModelInfo, type ModelProvider } from '@loggia/contract'
import { offlineModel } from './model.ts'

const paces: Record<string, number> = { 'offline-1': 8, 'offline-1-unpaced': 0 }

const models: ModelInfo[] = [
  {
    provider: 'offline',
    id: 'offline-1',
    name: 'Offline rule model',
    contextWindow: 32_000,
    maxOutputTokens: 8_000,
  },
  {
    provider: 'offline',
    id: 'offline-1-unpaced',
    name: 'Offline rule model, without pauses between words',
    contextWindow: 32_000,
    maxOutputTokens: 8_000,
  },
]

/** The provider that needs nothing: it answers when no other model can, and always says what it is. */
export const offlineProvider: ModelProvider = {
  id: 'offline',
  title: 'Offline rule model',
  defaultModel: 'offline-1',
  list: async () => models,
  open(model) {
    const wordMs = Object.hasOwn(paces, model) ? paces[model] : undefined
    if (wordMs === undefined) {
      throw new LoggiaError('model_missing', {
        detail: `There is no offline model "${model}"; there are ${Object.keys(paces).join(' and ')}.`,
      })
    }
    return offlineModel(model, { wordMs })
  },
}
