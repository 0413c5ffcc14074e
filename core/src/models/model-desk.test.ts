import { type ModelProvider, vendorJson } from '@loggia/contract'
import { scriptedModel, startVendor, type Vendor } from '@loggia/contract/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ModelDesk, type ModelOwner, modelDesk } from './model-desk.ts'
import { providersOf } from './providers.ts'

let vendor: Vendor
beforeAll(async () => {
  vendor = await startVendor({ key: 'sk-right', models: ['gpt-4o', 'play-small'] })
})
afterAll(() => vendor.close())

const opened: { model: string; key?: string; baseUrl?: string }[] = []

const provider: ModelProvider = {
  id: 'play',
  title: 'Play',
  key: { name: 'PLAY_API_KEY', url: 'https://example.org/keys', required: true },
  baseUrl: { name: 'PLAY_BASE_URL', default: 'http://127.0.0.1:9' },
  defaultModel: 'gpt-4o',
  async list(ports) {
    const headers = { authorization: `Bearer ${ports.key}` }
    const { data } = (await vendorJson(ports, `${ports.baseUrl}/models`, headers)) as {
      data: { id: string }[]
    }
    return data.map(({ id }) => ({ provider: 'play', id }))
  },
  open(model, { key, baseUrl }) {
    opened.push({ model, ...(key && { key }), ...(baseUrl && { baseUrl }) })
    return { ...scriptedModel([]), modelId: model }
  },
}

let saved: Map<string, string>
let environment: Record<string, string>
let asked: string[][]
let now: number
let desk: ModelDesk

const owner: ModelOwner = {
  workspaceId: 'wsp_1',
  secrets: async names => {
    asked.push([...names])
    return new Map(names.flatMap(name => (saved.has(name) ? [[name, saved.get(name) ?? '']] : [])))
  },
}
const write = async (name: string, value: string | undefined) => {
  if (value === undefined) saved.delete(name)
  else saved.set(name, value)
}

beforeEach(() => {
  saved = new Map()
  environment = { PLAY_BASE_URL: vendor.baseUrls.openai }
  asked = []
  opened.length = 0
  vendor.requests.length = 0
  now = 1_000
  const providers = providersOf([
    { contract: 1, id: 'play', version: '1.0.0', description: '', models: [provider] },
  ])
  desk = modelDesk({ providers, fetch, environment: name => environment[name], now: () => now })
})

test('a pasted key is tested against the vendor and saved with the models it may use', async () => {
  const models = await desk.connect({ provider: 'play', key: ' sk-right\n' }, owner, write)
  expect(models.map(({ id }) => id)).toEqual(['gpt-4o', 'play-small'])
  expect(models[0]).toMatchObject({ contextWindow: 128_000, maxOutputTokens: 16_384 })
  expect(saved.get('PLAY_API_KEY')).toBe('sk-right')
})

test('a wrong key is not saved, and the error does not contain it', async () => {
  const error: unknown = await desk
    .connect({ provider: 'play', key: 'sk-wrong-0123' }, owner, write)
    .catch(e => e)
  expect(error).toMatchObject({ code: 'model_key_rejected' })
  expect(String(error)).not.toContain('sk-wrong-0123')
  expect(saved.size).toBe(0)
})

test('a list is asked for once in five minutes, and anew after a key was pasted', async () => {
  saved.set('PLAY_API_KEY', 'sk-right')
  await desk.list('play', owner)
  await desk.list('play', owner)
  expect(vendor.requests).toHaveLength(1)
  now += 5 * 60_000
  await desk.list('play', owner)
  expect(vendor.requests).toHaveLength(2)
})

test('a list that failed is asked for again at once', async () => {
  saved.set('PLAY_API_KEY', 'sk-wrong')
  await expect(desk.list('play', owner)).rejects.toMatchObject({ code: 'model_key_rejected' })
  saved.set('PLAY_API_KEY', 'sk-right')
  expect(await desk.list('play', owner)).toHaveLength(2)
})

test('the model is opened with the saved key, and the same model is opened once', async () => {
  saved.set('PLAY_API_KEY', 'sk-right')
  const first = await desk.open({}, owner)
  const second = await desk.open({ provider: 'play' }, owner)
  expect(opened).toEqual([{ model: 'gpt-4o', key: 'sk-right', baseUrl: vendor.baseUrls.openai }])
  expect(second.language).toBe(first.language)
  expect(first).toMatchObject({ provider: 'play', model: 'gpt-4o', contextWindow: 128_000 })
})

test('opening a model reads the secrets once', async () => {
  saved.set('PLAY_API_KEY', 'sk-right')
  await desk.open({}, owner)
  expect(asked).toEqual([['PLAY_API_KEY', 'PLAY_BASE_URL']])
})

test("the operator's key is never sent to an address that a workspace saved", async () => {
  environment.PLAY_API_KEY = 'sk-operator'
  saved.set('PLAY_BASE_URL', 'https://evil.example/v1')
  await desk.open({ provider: 'play' }, owner)
  expect(opened).toEqual([{ model: 'gpt-4o', key: 'sk-operator', baseUrl: vendor.baseUrls.openai }])
})

test('a model whose key is missing says which one and where it is made', async () => {
  await expect(desk.open({ provider: 'play' }, owner)).rejects.toMatchObject({
    code: 'model_key_missing',
    detail: expect.stringContaining('https://example.org/keys'),
  })
})

test('the status of a provider says where its key comes from and never the key', async () => {
  environment.PLAY_API_KEY = 'sk-operator'
  const { items, automatic } = await desk.statuses(owner)
  expect(items).toMatchObject([{ id: 'play', source: 'environment', keyName: 'PLAY_API_KEY' }])
  expect(automatic.why).toBe('PLAY_API_KEY is set in the environment.')
  expect(JSON.stringify(items)).not.toContain('sk-operator')
})

test('after disconnecting, the saved key and address are gone', async () => {
  saved.set('PLAY_API_KEY', 'sk-right').set('PLAY_BASE_URL', vendor.baseUrls.openai)
  await desk.disconnect('play', owner, write)
  expect(saved.size).toBe(0)
})

test('an unknown provider is not found', async () => {
  await expect(desk.list('nobody', owner)).rejects.toMatchObject({ code: 'not_found' })
})
