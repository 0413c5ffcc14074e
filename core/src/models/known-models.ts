import file from './known-models.json' with { type: 'json' }

interface Rates {
  input: number
  cachedInput: number
  cacheWrite: number
  output: number
}

/** What we know of a model without asking: window, longest reply and US dollars per million tokens. */
export interface KnownModel {
  vendor: string
  /** Model tokens of prompt and reply together. */
  contextWindow: number
  maxOutputTokens: number
  price: Rates
  /** Rates of the whole call once its prompt is longer than `above` tokens. */
  long?: Rates & { above: number }
}

/** The day the prices were read, and where. */
export const pricesAsOf = { date: file.asOf, source: file.source }

const models = new Map<string, KnownModel>(Object.entries(file.models))

/**
 * A model by the name any provider gives it: OpenRouter's `anthropic/claude-sonnet-4.5:beta` and dated
 * names (`gpt-4o-2024-08-06`) mean the model of the price page.
 */
export function knownModel(id: string): KnownModel | undefined {
  const name = id.replace(/^[a-z-]+\//, '').replace(/:[a-z]+$/, '')
  for (const form of [name, undated(name)]) {
    const found =
      models.get(form) ?? models.get(form.startsWith('claude-') ? form.replaceAll('.', '-') : form)
    if (found) return found
  }
  return undefined
}

const undated = (name: string): string => name.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')
