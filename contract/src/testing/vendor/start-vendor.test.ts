import { afterEach, expect, test } from 'vitest'
import { startVendor, type Vendor, type VendorOptions } from './start-vendor.ts'

let vendor: Vendor | undefined
afterEach(() => vendor?.close())

async function start(options?: VendorOptions): Promise<Vendor> {
  vendor = await startVendor(options)
  return vendor
}

const ask = ({ baseUrls }: Vendor, signal?: AbortSignal) =>
  fetch(`${baseUrls.openai}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-right' },
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }], stream: true }),
    ...(signal && { signal }),
  })

test('requests are recorded as they were sent', async () => {
  const running = await start()
  await (await ask(running)).text()
  expect(running.requests).toMatchObject([
    {
      vendor: 'openai',
      dialect: 'openai-chat',
      path: '/chat/completions',
      body: { messages: [{ role: 'user', content: 'hi' }] },
      aborted: false,
    },
  ])
  expect(running.requests[0]?.headers.authorization).toBe('Bearer sk-right')
})

test('replies come in order, and the last one again and again', async () => {
  const running = await start({ replies: [{ text: 'one' }, { text: 'two' }] })
  const texts = [
    await (await ask(running)).text(),
    await (await ask(running)).text(),
    await (await ask(running)).text(),
  ]
  expect(texts.map(text => /"content":"(one|two)"/.exec(text)?.[1])).toEqual(['one', 'two', 'two'])
})

test('another key than the right one is refused in words of the vendor', async () => {
  const running = await start({ key: 'sk-other' })
  const response = await ask(running)
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key' } })
})

test('a caller that leaves an endless answer is noticed', async () => {
  const running = await start({ replies: [{ text: 'on and on', ending: 'endless' }] })
  const abort = new AbortController()
  const reader = ((await ask(running, abort.signal)).body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  expect(running.open).toBe(1)
  abort.abort()
  await expect(reader.read()).rejects.toThrow()
  expect(await running.requests[0]?.ended).toBe(true)
  expect(running.requests[0]?.aborted).toBe(true)
})

test('a paced answer has all its deltas, in order', async () => {
  const words = Array.from({ length: 20 }, (_, index) => `${index} `)
  const running = await start({ replies: [{ text: words, pace: { firstAfterMs: 5, everyMs: 1 } }] })
  const text = await (await ask(running)).text()
  const deltas = [...text.matchAll(/"content":"(\d+ )"/g)].map(match => match[1])
  expect(deltas).toEqual(words)
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
})

test('the same text has the same vector of unit length, another text another', async () => {
  const running = await start({ dimensions: 16 })
  const response = await fetch(`${running.baseUrls.openai}/embeddings`, {
    method: 'POST',
    body: JSON.stringify({ model: 'e', input: ['a cat', 'a cat', 'two dogs'] }),
  })
  const { data } = (await response.json()) as { data: { embedding: number[] }[] }
  const [first, second, third] = data.map(({ embedding }) => embedding)
  expect(first).toEqual(second)
  expect(first).not.toEqual(third)
  expect(Math.hypot(...(first ?? []))).toBeCloseTo(1)
})
