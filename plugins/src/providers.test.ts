import { type Dialect, runProviderKit } from '@loggia/contract/testing'
import { expect, test } from 'vitest'
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

test.each(providers)('$id passes the provider kit, cut at every byte', async provider => {
  const report = await runProviderKit({ provider, dialect: dialects[provider.id] as Dialect })
  const failed = report.results.filter(({ passed }) => !passed)
  expect(failed.map(result => `${result.case}: ${result.problems.join('\n')}`).join('\n\n')).toBe('')
})
