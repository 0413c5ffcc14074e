import { startVendor } from '@loggia/contract/testing'
import { expect, test } from 'vitest'
import { anthropic } from './index.ts'

const text = (words: string) => [{ type: 'text' as const, text: words }]

test('the end of the instructions and of the conversation are marked for caching, nothing else', async () => {
  const vendor = await startVendor()
  const ports = { fetch, key: 'sk-right', baseUrl: vendor.baseUrls.anthropic }
  const model = await anthropic.models?.[0]?.open('claude-sonnet-5-5', ports)
  const result = await model?.doStream({
    prompt: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: text('one') },
      { role: 'assistant', content: text('two') },
      { role: 'user', content: text('three') },
    ],
  })
  for await (const _part of result?.stream ?? []);
  await vendor.close()
  const cache_control = { type: 'ephemeral' }
  expect(vendor.requests[0]?.body).toMatchObject({
    system: [{ type: 'text', text: 'Be kind.', cache_control }],
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'one' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'two' }] },
      { role: 'user', content: [{ type: 'text', text: 'three', cache_control }] },
    ],
  })
  expect(JSON.stringify(vendor.requests[0]?.body).match(/cache_control/g)).toHaveLength(2)
})
