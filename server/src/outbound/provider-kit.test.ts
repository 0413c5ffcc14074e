import { runProviderKit } from '@loggia/contract/testing'
import { firstPartyPlugins } from '@loggia/plugins'
import { expect, test } from 'vitest'
import { keepAliveFetch } from './index.ts'

const dialects = {
  openai: 'openai-responses',
  anthropic: 'anthropic',
  openrouter: 'openrouter',
  ollama: 'openai-compatible',
} as const

test.each(Object.entries(dialects))(
  '%s passes the provider kit over kept connections',
  async (id, dialect) => {
    const provider = firstPartyPlugins.flatMap(plugin => plugin.models ?? []).find(model => model.id === id)
    if (!provider) throw new Error(`There is no provider ${id}.`)
    const report = await runProviderKit({ provider, dialect, fetch: keepAliveFetch(), chunk: 7 })
    expect(report.results.filter(({ passed }) => !passed)).toEqual([])
  },
)
