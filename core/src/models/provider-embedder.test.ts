import { startVendor, type Vendor } from '@loggia/contract/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { providerEmbedder } from './provider-embedder.ts'

let vendor: Vendor
beforeAll(async () => {
  vendor = await startVendor({ key: 'sk-right', dimensions: 16 })
})
afterAll(() => vendor.close())

const embedder = (more: { key?: string; dimensions?: number; baseUrl?: string } = {}) =>
  providerEmbedder({
    provider: 'openai',
    model: 'text-embedding-3-small',
    baseUrl: vendor.baseUrls.openai,
    key: 'sk-right',
    dimensions: 16,
    fetch,
    ...more,
  })

test('many texts come back as one vector each, in order, in few requests', async () => {
  const texts = Array.from({ length: 200 }, (_, index) => `text number ${index}`)
  const vectors = await embedder().embed(texts)
  expect(vectors).toHaveLength(200)
  expect(vectors[150]).toEqual((await embedder().embed(['text number 150']))[0])
  expect(vendor.requests).toHaveLength(4)
})

test('its id names the provider and the model', () => {
  expect(embedder().id).toBe('openai/text-embedding-3-small')
})

test('vectors of another length are refused', async () => {
  await expect(embedder({ dimensions: 8 }).embed(['a'])).rejects.toMatchObject({ code: 'dimension_mismatch' })
})

test('a refused key and a missing server are told by their codes', async () => {
  await expect(embedder({ key: 'sk-wrong-0123' }).embed(['a'])).rejects.toMatchObject({
    code: 'model_key_rejected',
  })
  await expect(embedder({ baseUrl: 'http://127.0.0.1:9' }).embed(['a'])).rejects.toMatchObject({
    code: 'model_unreachable',
  })
})

test('an abort ends with its reason', async () => {
  await expect(embedder().embed(['a'], AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
})
