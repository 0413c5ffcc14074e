import { startVendor } from '@loggia/contract/testing'
import { expect, test } from 'vitest'
import { anthropic } from './index.ts'

type Reasoning = 'none' | 'low' | 'high' | undefined

async function sent(model: string, reasoning: Reasoning) {
  const vendor = await startVendor()
  const ports = { fetch, key: 'sk-right', baseUrl: vendor.baseUrls.anthropic }
  const opened = await anthropic.models?.[0]?.open(model, ports)
  const result = await opened?.doStream({
    prompt: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
    ...(reasoning && { reasoning }),
  })
  const parts: string[] = []
  for await (const part of result?.stream ?? []) parts.push(part.type)
  await vendor.close()
  return { body: vendor.requests[0]?.body ?? {}, parts }
}

const summarized = { type: 'adaptive', display: 'summarized' }

test.each<[string, Reasoning, object | undefined]>([
  ['claude-opus-5-5', undefined, summarized],
  ['claude-haiku-5-5', 'low', summarized],
  ['claude-sonnet-4-6', 'high', summarized],
  ['claude-sonnet-4-6', undefined, undefined],
  ['claude-haiku-4-5', undefined, undefined],
])('%s with reasoning %s is asked for the thinking %j', async (model, reasoning, thinking) => {
  expect((await sent(model, reasoning)).body.thinking).toEqual(thinking)
})

test('how hard to think is still what the definition says', async () => {
  expect((await sent('claude-opus-5-5', 'low')).body).toMatchObject({ output_config: { effort: 'low' } })
})

test('thinking that was switched off is not switched on to be shown', async () => {
  expect((await sent('claude-haiku-5-5', 'none')).body.thinking).toEqual({ type: 'disabled' })
})

test('heartbeats come through, so that a thinking vendor is not taken for a silent one', async () => {
  expect((await sent('claude-opus-5-5', undefined)).parts).toContain('ping')
})
