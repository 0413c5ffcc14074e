import { LoggiaError, type ModelChoice, type ModelProvider } from '@loggia/contract'
import { knownModel } from './known-models.ts'
import type { Providers } from './providers.ts'

/** What is known when a model is chosen; names are those of secrets and environment variables. */
export interface Situation {
  providers: Providers
  saved: ReadonlySet<string>
  environment: ReadonlySet<string>
  /** Models of an Ollama on this machine; undefined when none answers. */
  localModels?: readonly string[]
}

/** Which model answers, with a sentence for people that says why. */
export interface ChosenModel {
  provider: string
  model: string
  why: string
}

/**
 * What the definition names, else a key saved in the app, else one in the environment, else a local
 * Ollama, else the offline model. Throws `model_missing` for a provider that no plugin brings.
 */
export function chooseModel(choice: ModelChoice, situation: Situation): ChosenModel {
  const { providers } = situation
  if (choice.provider !== undefined) {
    const provider = providers.get(choice.provider)
    const model = choice.model ?? localModel(provider, situation) ?? provider.defaultModel
    const named = choice.model === undefined ? provider.title : `${choice.model} of ${provider.title}`
    return { provider: provider.id, model, why: `The agent's definition names ${named}.` }
  }
  const vendor = choice.model === undefined ? undefined : vendorOf(choice.model, situation)
  if (vendor && choice.model !== undefined) {
    const why = `The agent's definition names the model ${choice.model}, which ${vendor.title} serves.`
    return { provider: vendor.id, model: choice.model, why }
  }
  const automatic = chooseAutomatically(situation)
  if (choice.model === undefined || automatic.provider === 'offline') return automatic
  return { ...automatic, model: choice.model }
}

function chooseAutomatically(situation: Situation): ChosenModel {
  const { providers, saved, environment, localModels } = situation
  for (const provider of providers.all) {
    const name = configuredBy(provider, saved)
    if (name === undefined) continue
    const what = name === provider.key?.name ? 'A key' : 'An address'
    return chosen(provider, `${what} for ${provider.title} is saved under Settings, Models.`)
  }
  for (const provider of providers.all) {
    const name = configuredBy(provider, environment)
    if (name !== undefined) return chosen(provider, `${name} is set in the environment.`)
  }
  const ollama = providers.find('ollama')
  const [first] = localModels ?? []
  if (ollama && first !== undefined) {
    const why = `No key is saved or set, and ${ollama.title} runs on this machine.`
    return { provider: ollama.id, model: first, why }
  }
  const offline = providers.find('offline')
  if (offline) {
    const why = 'No key is saved or set and no Ollama runs here, so a small rule model of our own answers.'
    return chosen(offline, why)
  }
  throw new LoggiaError('model_key_missing', { detail: 'No model provider has a key.' })
}

const chosen = (provider: ModelProvider, why: string): ChosenModel => ({
  provider: provider.id,
  model: provider.defaultModel,
  why,
})

/** The name that makes the provider usable: its key, or its address where it needs no key. */
function configuredBy(provider: ModelProvider, names: ReadonlySet<string>): string | undefined {
  const { key, baseUrl } = provider
  if (key && names.has(key.name)) return key.name
  if (key?.required === false && baseUrl && names.has(baseUrl.name)) return baseUrl.name
  return undefined
}

const localModel = (provider: ModelProvider, { localModels }: Situation): string | undefined =>
  provider.id === 'ollama' ? localModels?.[0] : undefined

/** The provider that serves a model named alone, if it is known and has a key. */
function vendorOf(model: string, { providers, saved, environment }: Situation): ModelProvider | undefined {
  const id = model.includes('/') ? 'openrouter' : knownModel(model)?.vendor
  const provider = id === undefined ? undefined : providers.find(id)
  return provider && (configuredBy(provider, saved) ?? configuredBy(provider, environment))
    ? provider
    : undefined
}
