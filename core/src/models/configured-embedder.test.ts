import type { ModelProvider } from '@loggia/contract'
import { startVendor } from '@loggia/contract/testing'
import { expect, test } from 'vitest'
import { configuredEmbedder } from './configured-embedder.ts'
import { providersOf } from './providers.ts'

const provider = (id: string, more: Partial<ModelProvider>): ModelProvider => ({
  id,
  title: id,
  defaultModel: 'm',
  list: async () => [],
  open: () => {
    throw new Error('not opened')
  },
  ...more,
})

const providers = providersOf([
  {
    contract: 1,
    id: 'all',
    version: '1.0.0',
    description: '',
    models: [
      provider('openai', {
        key: { name: 'OPENAI_API_KEY', url: 'https://example.org', required: true },
        baseUrl: { name: 'OPENAI_BASE_URL', default: 'https://api.openai.com/v1' },
      }),
      provider('ollama', { baseUrl: { name: 'OLLAMA_BASE_URL', default: 'http://127.0.0.1:11434/v1' } }),
    ],
  },
])

const named = (setting: string, environment: Record<string, string> = {}) =>
  configuredEmbedder(setting, { providers, fetch, environment: name => environment[name] })

test('a well-known embedder needs only its name', () => {
  const embedder = named('openai/text-embedding-3-small', { OPENAI_API_KEY: 'sk' })
  expect(embedder).toMatchObject({ id: 'openai/text-embedding-3-small', dimensions: 1536 })
  expect(named('ollama/nomic-embed-text:latest').dimensions).toBe(768)
})

test("it embeds at the operator's address with the operator's key", async () => {
  const vendor = await startVendor({ key: 'sk-right', dimensions: 12 })
  const environment = { OPENAI_API_KEY: 'sk-right', OPENAI_BASE_URL: vendor.baseUrls.openai }
  const [vector] = await named('openai/my-embedder@12', environment).embed(['a cat'])
  await vendor.close()
  expect(vector).toHaveLength(12)
})

test.each([
  ['openai', 'model_missing'],
  ['nobody/model', 'model_missing'],
  ['ollama/something-new', 'model_missing'],
  ['openai/text-embedding-3-small', 'model_key_missing'],
])('the setting %s is refused with %s', (setting, code) => {
  expect(() => named(setting)).toThrow(expect.objectContaining({ code }))
})
