import { expect, test } from 'vitest'
import type { ModelProvider } from '../../model.ts'
import { scriptedModel } from '../scripted-model.ts'
import { kitCases } from './cases.ts'
import { differences } from './differences.ts'
import { runProviderKit } from './run-provider-kit.ts'

/** A provider that reads nothing off the wire. */
const deaf: ModelProvider = {
  id: 'deaf',
  title: 'Deaf',
  defaultModel: 'deaf',
  list: async () => [],
  open: () => scriptedModel(() => ({ text: 'Done.' })),
}

test('a provider that does not read the wire fails every case', async () => {
  const report = await runProviderKit({ provider: deaf, dialect: 'openai-chat' })
  expect(report.passed).toBe(false)
  expect(report.results.filter(({ passed }) => passed)).toEqual([])
})

test('every named difference belongs to a case and is one', () => {
  for (const difference of differences) {
    const kitCase = kitCases.find(({ name }) => name === difference.case)
    expect(kitCase?.expected).toBeDefined()
    expect(difference.expected).not.toEqual(kitCase?.expected)
  }
})
