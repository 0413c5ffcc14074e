import { startVendor, type Vendor } from '@loggia/contract/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openai } from './index.ts'

let vendor: Vendor
beforeAll(async () => {
  vendor = await startVendor({
    models: ['gpt-6.1-terra', 'text-embedding-3-small', 'gpt-image-2', 'whisper-1'],
  })
})
afterAll(() => vendor.close())

const [responses, chat] = openai.models ?? []
const ports = () => ({ fetch, key: 'sk-right', baseUrl: vendor.baseUrls.openai })
const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hi' }] }]

async function bodyOf(provider: typeof responses) {
  const model = await provider?.open('gpt-6.1-terra', ports())
  const result = await model?.doStream({ prompt, reasoning: 'low', maxOutputTokens: 100 })
  for await (const _part of result?.stream ?? []);
  return vendor.requests.at(-1)
}

test('nothing is stored at OpenAI, and encrypted reasoning is asked for', async () => {
  const request = await bodyOf(responses)
  expect(request?.path).toBe('/responses')
  expect(request?.headers.authorization).toBe('Bearer sk-right')
  expect(request?.body).toMatchObject({
    model: 'gpt-6.1-terra',
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content'],
    reasoning: { effort: 'low' },
    max_output_tokens: 100,
  })
})

test('the Chat provider asks for usage in the last chunk', async () => {
  const request = await bodyOf(chat)
  expect(request?.path).toBe('/chat/completions')
  expect(request?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } })
})

test('what does not answer in text is left out of the list', async () => {
  const models = await responses?.list(ports())
  expect(models).toEqual([{ provider: 'openai', id: 'gpt-6.1-terra' }])
})
