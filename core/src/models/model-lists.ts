import type { ModelInfo } from '@loggia/contract'
import { knownModel } from './known-models.ts'

interface Entry {
  at: number
  models: Promise<readonly ModelInfo[]>
}

/** Lists of models, asked for once in a while. */
export interface ModelLists {
  /** The list under `name`, loaded unless it is younger than its time to live. A failure is not kept. */
  get(name: string, now: number, load: () => Promise<ModelInfo[]>): Promise<readonly ModelInfo[]>
  forget(name: string): void
}

const keptMs = 5 * 60_000
const mostLists = 1_000

export function modelLists(): ModelLists {
  const entries = new Map<string, Entry>()
  return {
    forget(name) {
      entries.delete(name)
    },
    get(name, now, load) {
      const known = entries.get(name)
      if (known && now - known.at < keptMs && now >= known.at) return known.models
      if (entries.size >= mostLists) entries.clear()
      const models = load().then(withFacts)
      entries.set(name, { at: now, models })
      models.catch(() => entries.get(name)?.models === models && entries.delete(name))
      return models
    },
  }
}

/** Fills in what the vendor's list does not say and we know. */
export function withFacts(models: readonly ModelInfo[]): readonly ModelInfo[] {
  return models.map(model => {
    const known = knownModel(model.id)
    return known
      ? { contextWindow: known.contextWindow, maxOutputTokens: known.maxOutputTokens, ...model }
      : model
  })
}
