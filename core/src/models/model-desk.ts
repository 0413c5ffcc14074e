import {
  LoggiaError,
  type ModelChoice,
  type ModelInfo,
  type ModelProvider,
  type ProviderStatus,
} from '@loggia/contract'
import { type ChosenModel, chooseModel, type Situation } from './choose.ts'
import {
  credentialNames,
  credentialsOf,
  type EnvironmentReader,
  type Keyring,
  portsFor,
  type SecretReader,
} from './credentials.ts'
import { localModels } from './local-models.ts'
import { modelLists } from './model-lists.ts'
import { modelShelf } from './model-shelf.ts'
import type { OpenedModel } from './opened-model.ts'
import type { Providers } from './providers.ts'

export interface ModelDeskPorts {
  providers: Providers
  fetch: typeof fetch
  environment: EnvironmentReader
  /** Milliseconds since 1970. */
  now(): number
}

/** Whose secrets are read: the workspace that owns the agent. */
export interface ModelOwner {
  workspaceId: string
  secrets: SecretReader
}

/** Saves or, without a value, deletes a secret of the workspace. */
export type SecretWriter = (name: string, value: string | undefined) => Promise<void>

/** A key as it was pasted. */
export interface PastedKey {
  provider: string
  key: string
  baseUrl?: string | undefined
}

export interface ModelDesk {
  choose(choice: ModelChoice, owner: ModelOwner): Promise<ChosenModel>
  /** The model that answers, ready to be asked. Throws `model_missing`, `model_key_missing`. */
  open(choice: ModelChoice, owner: ModelOwner): Promise<OpenedModel>
  statuses(owner: ModelOwner): Promise<{ items: ProviderStatus[]; automatic: ChosenModel }>
  /** Models that the provider offers to the key in use. Throws `not_found`, `model_*`. */
  list(provider: string, owner: ModelOwner): Promise<readonly ModelInfo[]>
  /** Tests a pasted key by listing its models and saves it only if that works. Throws `not_found`, `model_*`. */
  connect(pasted: PastedKey, owner: ModelOwner, write: SecretWriter): Promise<readonly ModelInfo[]>
  /** Deletes the saved key and address of a provider. Throws `not_found`. */
  disconnect(provider: string, owner: ModelOwner, write: SecretWriter): Promise<void>
}

/** The one place that knows which models there are, who has a key for them and which one answers. */
export function modelDesk({ providers, fetch, environment, now }: ModelDeskPorts): ModelDesk {
  const lists = modelLists()
  const shelf = modelShelf()
  const local = localModels(providers.find('ollama'), { fetch, environment, now })
  const listName = (owner: ModelOwner, { id }: ModelProvider) => `${owner.workspaceId} ${id}`

  const known = (id: string): ModelProvider => {
    const provider = providers.find(id)
    if (provider) return provider
    throw new LoggiaError('not_found', { detail: `There is no model provider "${id}".` })
  }

  const keyringOf = async (owner: ModelOwner, about: readonly ModelProvider[]): Promise<Keyring> => ({
    saved: await owner.secrets(credentialNames(about)),
    environment,
  })

  const situation = async ({ provider }: ModelChoice, keyring: Keyring): Promise<Situation> => {
    const names = credentialNames(providers.all)
    const saved = new Set(keyring.saved.keys())
    const set = new Set(names.filter(name => environment(name)?.trim()))
    const nothingElse = provider === undefined && saved.size === 0 && set.size === 0
    const here = provider === 'ollama' || nothingElse ? await local() : undefined
    return { providers, saved, environment: set, ...(here && { localModels: here }) }
  }

  /** A definition that names its provider costs the secrets of that provider only. */
  const keyringFor = ({ provider }: ModelChoice, owner: ModelOwner): Promise<Keyring> =>
    keyringOf(owner, provider === undefined ? providers.all : [providers.get(provider)])

  return {
    async choose(choice, owner) {
      return chooseModel(choice, await situation(choice, await keyringFor(choice, owner)))
    },
    async open(choice, owner) {
      const keyring = await keyringFor(choice, owner)
      const chosen = chooseModel(choice, await situation(choice, keyring))
      const provider = providers.get(chosen.provider)
      return shelf.open(chosen, provider, portsFor(provider, credentialsOf(provider, keyring), fetch))
    },
    async statuses(owner) {
      const keyring = await keyringOf(owner, providers.all)
      return {
        items: providers.all.map(provider => statusOf(provider, keyring)),
        automatic: chooseModel({}, await situation({}, keyring)),
      }
    },
    async list(id, owner) {
      const provider = known(id)
      const ports = portsFor(provider, credentialsOf(provider, await keyringOf(owner, [provider])), fetch)
      return lists.get(listName(owner, provider), now(), () => provider.list(ports))
    },
    async connect({ provider: id, key: pasted, baseUrl }, owner, write) {
      const provider = known(id)
      if (!provider.key) throw new LoggiaError('invalid_input', { detail: `${provider.title} takes no key.` })
      const key = pasted.trim()
      const present = credentialsOf(provider, await keyringOf(owner, [provider])).baseUrl
      const address = baseUrl ?? present
      const reached = { source: 'saved', key, ...(address !== undefined && { baseUrl: address }) } as const
      const models = await provider.list(portsFor(provider, reached, fetch))
      await write(provider.key.name, key)
      if (baseUrl !== undefined && provider.baseUrl) await write(provider.baseUrl.name, baseUrl)
      lists.forget(listName(owner, provider))
      return lists.get(listName(owner, provider), now(), async () => models)
    },
    async disconnect(id, owner, write) {
      const provider = known(id)
      if (provider.key) await write(provider.key.name, undefined)
      if (provider.baseUrl) await write(provider.baseUrl.name, undefined)
      lists.forget(listName(owner, provider))
    },
  }
}

function statusOf(provider: ModelProvider, keyring: Keyring): ProviderStatus {
  const { source, baseUrl } = credentialsOf(provider, keyring)
  return {
    id: provider.id,
    title: provider.title,
    defaultModel: provider.defaultModel,
    ...(provider.key && { keyName: provider.key.name, keyUrl: provider.key.url }),
    keyRequired: provider.key?.required ?? false,
    source,
    ...(baseUrl !== undefined && { baseUrl }),
  }
}
