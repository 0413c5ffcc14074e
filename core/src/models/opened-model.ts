import type { LanguageModel, Usage } from '@loggia/contract'
import type { ChosenModel } from './choose.ts'
import { knownModel } from './known-models.ts'
import { costOf } from './price.ts'

/** A model that can be asked, with what the turn must know of it. */
export interface OpenedModel extends ChosenModel {
  language: LanguageModel
  /** Model tokens of prompt and reply together. */
  contextWindow: number
  maxOutputTokens: number
  /** US dollars; undefined when the price is not known. */
  price(usage: Usage): number | undefined
}

/** Where nobody said: small enough for what people run at home, large enough for a conversation. */
const unknownWindow = { contextWindow: 32_768, maxOutputTokens: 4_096 }
const localWindow = { contextWindow: 8_192, maxOutputTokens: 2_048 }

export function openedModel(chosen: ChosenModel, language: LanguageModel): OpenedModel {
  const model = language.modelId || chosen.model
  const facts = knownModel(model) ?? (chosen.provider === 'ollama' ? localWindow : unknownWindow)
  return {
    ...chosen,
    model,
    language,
    contextWindow: facts.contextWindow,
    maxOutputTokens: facts.maxOutputTokens,
    price: usage => costOf(usage, chosen.provider, model),
  }
}
