import { execFileSync } from 'node:child_process'
import type { ModelProvider } from '@loggia/contract'
import { type Dialect, runProviderKit, startVendor, type Vendor } from '@loggia/contract/testing'
import { afterEach, expect, test } from 'vitest'
import { firstPartyPlugins } from './index.ts'

const dialects: Record<string, Dialect> = {
  openai: 'openai-responses',
  'openai-chat': 'openai-chat',
  anthropic: 'anthropic',
  openrouter: 'openrouter',
  'openai-compatible': 'openai-compatible',
  ollama: 'openai-compatible',
}
const providers = firstPartyPlugins.flatMap(plugin => plugin.models ?? []).filter(({ id }) => dialects[id])
const dialectOf = ({ id }: ModelProvider) => dialects[id] as Dialect

let vendor: Vendor | undefined
afterEach(() => vendor?.close())

const baseUrlOf = ({ baseUrls }: Vendor, { id }: ModelProvider): string => {
  if (id === 'openai-chat') return baseUrls.openai
  return id === 'openai-compatible' ? baseUrls.compatible : baseUrls[id as 'openai']
}

test('every provider that reaches a vendor is held to the kit', () => {
  expect(providers.map(({ id }) => id).sort()).toEqual(Object.keys(dialects).sort())
})

test.each(providers)('$id passes the provider kit, the wire cut at every byte', async provider => {
  const report = await runProviderKit({ provider, dialect: dialectOf(provider) })
  const failed = report.results.filter(({ passed }) => !passed)
  expect(failed.map(result => `${result.case}: ${result.problems.join('\n')}`).join('\n\n')).toBe('')
})

test.each(providers)('$id passes the provider kit, the answer in one piece', async provider => {
  const report = await runProviderKit({ provider, dialect: dialectOf(provider), chunk: 65_536 })
  expect(report.results.filter(({ passed }) => !passed)).toEqual([])
})

test.each(providers)('$id lists what its key may use, and a wrong key is told as such', async provider => {
  vendor = await startVendor({ key: 'sk-right', models: ['play-large', 'play-small'] })
  const baseUrl = baseUrlOf(vendor, provider)
  const models = await provider.list({ fetch, key: 'sk-right', baseUrl })
  expect(models.map(({ id }) => id)).toEqual(['play-large', 'play-small'])
  expect(models.every(model => model.provider === provider.id)).toBe(true)
  if (provider.id === 'ollama') return
  const error: unknown = await provider.list({ fetch, key: 'sk-wrong-0123', baseUrl }).catch(e => e)
  expect(error).toMatchObject({ code: 'model_key_rejected' })
  expect(String(error)).not.toContain('sk-wrong-0123')
})

test.each(providers)('$id says that nobody listens, and that a web page is no list', async provider => {
  const page: typeof fetch = async () =>
    new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
  const nobody = provider.list({ fetch, key: 'sk', baseUrl: 'http://127.0.0.1:9' })
  await expect(nobody).rejects.toMatchObject({ code: 'model_unreachable' })
  const web = provider.list({ fetch: page, key: 'sk', baseUrl: 'http://127.0.0.1:9' })
  await expect(web).rejects.toMatchObject({ code: 'model_bad_answer' })
})

test('importing the plugins loads no package of a vendor', () => {
  const script = `
    import { registerHooks } from 'node:module'
    const seen = []
    registerHooks({ resolve(name, context, next) { seen.push(name); return next(name, context) } })
    await import('./index.ts')
    console.log(JSON.stringify(seen.filter(name => /^@ai-sdk\\/(?!provider$)|^@openrouter/.test(name))))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  expect(JSON.parse(printed)).toEqual([])
})
