import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata } from '@ai-sdk/provider'

type Part = LanguageModelV4StreamPart

/**
 * Makes parts of different packages alike: empty deltas, texts without a letter and repeated response
 * metadata are dropped, and the end of a text or reasoning block carries all of the vendor's own bytes
 * (signatures, encrypted reasoning) that came anywhere in the block, for they must go back unchanged.
 */
export function tidy(): (part: Part) => readonly Part[] {
  const vendorBytes = new Map<string, SharedV4ProviderMetadata>()
  const unopened = new Map<string, Part>()
  let lastId: string | undefined
  let lastModel: string | undefined
  const gather = (id: string, metadata: SharedV4ProviderMetadata | undefined) => {
    if (metadata) vendorBytes.set(id, merge(vendorBytes.get(id), metadata))
  }
  const open = (id: string, part: Part): readonly Part[] => {
    const start = unopened.get(id)
    if (!start) return [part]
    unopened.delete(id)
    return [start, part]
  }
  return part => {
    switch (part.type) {
      case 'text-start':
      case 'reasoning-start':
        vendorBytes.delete(part.id)
        gather(part.id, part.providerMetadata)
        if (part.type === 'reasoning-start') return [part]
        unopened.set(part.id, part)
        return []
      case 'text-delta':
      case 'reasoning-delta':
        gather(part.id, part.providerMetadata)
        return part.delta === '' ? [] : open(part.id, part)
      case 'tool-input-delta':
        return part.delta === '' ? [] : [part]
      case 'text-end':
      case 'reasoning-end': {
        gather(part.id, part.providerMetadata)
        if (unopened.delete(part.id)) return []
        const providerMetadata = vendorBytes.get(part.id)
        return [providerMetadata ? { ...part, providerMetadata } : part]
      }
      case 'response-metadata': {
        const { id = lastId, modelId = lastModel } = part
        if (id === lastId && modelId === lastModel) return []
        lastId = id
        lastModel = modelId
        return [part]
      }
      default:
        return [part]
    }
  }
}

function merge(
  before: SharedV4ProviderMetadata | undefined,
  after: SharedV4ProviderMetadata,
): SharedV4ProviderMetadata {
  const merged = { ...before }
  for (const [vendor, fields] of Object.entries(after)) merged[vendor] = { ...merged[vendor], ...fields }
  return merged
}
