import { startVendor, type Vendor } from '@loggia/contract/testing'
import { afterEach, expect, test } from 'vitest'
import { withVersion } from './base-url.ts'
import { openaiCompatible } from './index.ts'

let vendor: Vendor | undefined
afterEach(() => vendor?.close())

const [compatible, ollama] = openaiCompatible.models ?? []
const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hi' }] }]

test.each([
  ['http://box:11434', 'http://box:11434/v1'],
  ['http://box:11434/', 'http://box:11434/v1'],
  ['https://box/openai/v1/', 'https://box/openai/v1'],
])('the address %s means %s', (written, meant) => {
  expect(withVersion({ fetch, baseUrl: written }, '').baseUrl).toBe(meant)
})

test('without a model named, the first of the server answers', async () => {
  vendor = await startVendor({
    models: ['nomic-embed-text', 'qwen3:8b', 'llama3.2'],
    replies: [{ text: 'Hi.' }],
  })
  const model = await ollama?.open(ollama.defaultModel, { fetch, baseUrl: vendor.baseUrls.ollama })
  expect(model?.modelId).toBe('qwen3:8b')
  const result = await model?.doStream({ prompt })
  for await (const _part of result?.stream ?? []);
  expect(vendor.requests.at(-1)?.body).toMatchObject({
    model: 'qwen3:8b',
    stream_options: { include_usage: true },
  })
  expect(vendor.requests.at(-1)?.headers.authorization).toBeUndefined()
})

test('a server without any model says so', async () => {
  vendor = await startVendor({ models: [] })
  const opening = ollama?.open(ollama.defaultModel, { fetch, baseUrl: vendor.baseUrls.ollama })
  await expect(opening).rejects.toMatchObject({ code: 'model_missing' })
})

test('a key is sent where there is one', async () => {
  vendor = await startVendor({ key: 'sk-right' })
  const models = await compatible?.list({ fetch, key: 'sk-right', baseUrl: vendor.baseUrls.compatible })
  expect(models).toHaveLength(2)
})
