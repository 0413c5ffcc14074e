import type { DefinitionInput } from '@loggia/contract'
import { isRecord, type Json, texts } from './read.ts'

/** Providers of ElizaOS files that are ours too, under whichever name the file uses. */
const providers: Record<string, string> = {
  openai: 'openai',
  gpt: 'openai',
  anthropic: 'anthropic',
  claude: 'anthropic',
  openrouter: 'openrouter',
  ollama: 'ollama',
  'local-ai': 'ollama',
  llama_local: 'ollama',
  together: 'openai-compatible',
  lmstudio: 'openai-compatible',
}

const pluginProviders: [RegExp, string][] = [
  [/(?:^|[/-])plugin-openai$/, 'openai'],
  [/(?:^|[/-])plugin-anthropic$/, 'anthropic'],
  [/(?:^|[/-])plugin-openrouter$/, 'openrouter'],
  [/(?:^|[/-])plugin-ollama$/, 'ollama'],
]

/** The provider that a plugin's name stands for; undefined when it is no model plugin of ours. */
export const providerOfPlugin = (plugin: string): string | undefined =>
  pluginProviders.find(([pattern]) => pattern.test(plugin))?.[1]

/** Which model the character wants, as far as it can be carried over. */
export function modelOf(
  character: Json,
  warn: (line: string) => void,
): NonNullable<DefinitionInput['model']> {
  const settings = isRecord(character.settings) ? character.settings : {}
  const [named] = [...texts(character.modelProvider), ...texts(settings.modelProvider)]
  const known = named?.toLowerCase() ?? ''
  const provider = Object.hasOwn(providers, known) ? providers[known] : undefined
  if (named && !provider)
    warn(`modelProvider: "${named}" is not a provider here; the model is chosen automatically`)
  const plugin = texts(character.plugins)
    .map(providerOfPlugin)
    .find(found => found !== undefined)
  const chosen = provider ?? (named ? undefined : plugin)
  const model = modelName(character, settings, warn)
  if (model && !chosen) warn(`model: "${model}" needs a provider; name one to use it`)
  const detailed = { ...(isRecord(settings.modelConfig) ? settings.modelConfig : {}), ...settings }
  const temperature = number(detailed, [
    'TEXT_LARGE_TEMPERATURE',
    'DEFAULT_TEMPERATURE',
    'MODEL_TEMPERATURE',
    'temperature',
  ])
  const maxOutputTokens = number(detailed, [
    'TEXT_LARGE_MAX_TOKENS',
    'DEFAULT_MAX_TOKENS',
    'MODEL_MAX_TOKEN',
    'maxOutputTokens',
  ])
  return {
    ...(chosen && { provider: chosen }),
    ...(chosen && model && { model }),
    ...(temperature !== undefined && temperature >= 0 && temperature <= 2 && { temperature }),
    ...(maxOutputTokens !== undefined &&
      Number.isInteger(maxOutputTokens) &&
      maxOutputTokens >= 1 &&
      maxOutputTokens <= 1_000_000 && { maxOutputTokens }),
  }
}

function modelName(character: Json, settings: Json, warn: (line: string) => void): string | undefined {
  const [model] = [...texts(settings.model), ...texts(character.model), ...texts(settings.LARGE_MODEL)]
  if (model === undefined) return undefined
  if (model.length <= 200) return model
  warn('settings.model: longer than 200 characters')
  return undefined
}

function number(settings: Json, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = typeof settings[name] === 'string' ? Number(settings[name]) : settings[name]
    if (typeof value === 'number' && Number.isFinite(value)) return value
  }
  return undefined
}

/** The settings that `modelOf` reads. */
export const modelSettings = new Set([
  'modelConfig',
  'model',
  'modelProvider',
  'LARGE_MODEL',
  'TEXT_LARGE_TEMPERATURE',
  'DEFAULT_TEMPERATURE',
  'MODEL_TEMPERATURE',
  'TEXT_LARGE_MAX_TOKENS',
  'DEFAULT_MAX_TOKENS',
  'MODEL_MAX_TOKEN',
])
