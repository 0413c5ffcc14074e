import type { ModelProvider } from '@loggia/contract'
import { expect, test } from 'vitest'
import { localModels } from './local-models.ts'

function ollama(answers: (string[] | Error)[]) {
  const asked: (string | undefined)[] = []
  const provider: ModelProvider = {
    id: 'ollama',
    title: 'Ollama',
    baseUrl: { name: 'OLLAMA_BASE_URL', default: 'http://127.0.0.1:11434/v1' },
    defaultModel: 'auto',
    async list({ baseUrl }) {
      asked.push(baseUrl)
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? []
      if (answer instanceof Error) throw answer
      return answer.map(id => ({ provider: 'ollama', id }))
    },
    open: () => {
      throw new Error('not opened')
    },
  }
  return { provider, asked }
}

test('an Ollama that answers is asked once in a while, at the address the operator set', async () => {
  let now = 0
  const { provider, asked } = ollama([['qwen3:8b'], ['llama3.2']])
  const models = localModels(provider, { fetch, environment: () => 'http://box:11434', now: () => now })
  expect(await models()).toEqual(['qwen3:8b'])
  now = 14_999
  expect(await models()).toEqual(['qwen3:8b'])
  expect(asked).toEqual(['http://box:11434'])
  now = 15_000
  expect(await models()).toEqual(['qwen3:8b'])
  await new Promise(setImmediate)
  expect(await models()).toEqual(['llama3.2'])
})

test('a machine without Ollama, or with one that has no model, has no local model', async () => {
  const ports = { fetch, environment: () => undefined, now: () => 0 }
  expect(await localModels(ollama([new Error('refused')]).provider, ports)()).toBeUndefined()
  expect(await localModels(ollama([[]]).provider, ports)()).toBeUndefined()
  expect(await localModels(undefined, ports)()).toBeUndefined()
})
