import { LoggiaError, type ModelProvider, type Plugin } from '@loggia/contract'

/** The model providers of the installed plugins, in their order. */
export interface Providers {
  readonly all: readonly ModelProvider[]
  /** Throws `model_missing` where no plugin brings it. */
  get(id: string): ModelProvider
  find(id: string): ModelProvider | undefined
}

/** Collects the providers; throws `definition_invalid` when two plugins bring one id. */
export function providersOf(plugins: readonly Plugin[]): Providers {
  const byId = new Map<string, ModelProvider>()
  for (const plugin of plugins) {
    for (const provider of plugin.models ?? []) {
      if (byId.has(provider.id)) {
        throw new LoggiaError('definition_invalid', {
          detail: `The plugin "${plugin.id}" brings the model provider "${provider.id}", which another plugin brings already.`,
        })
      }
      byId.set(provider.id, provider)
    }
  }
  return {
    all: [...byId.values()],
    find: id => byId.get(id),
    get(id) {
      const provider = byId.get(id)
      if (provider) return provider
      throw new LoggiaError('model_missing', { detail: `No plugin brings the model provider "${id}".` })
    },
  }
}
