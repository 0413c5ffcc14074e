import type { ModelProvider } from '@loggia/contract'
import { expect, test } from 'vitest'
import { chooseModel, type Situation } from './choose.ts'
import { providersOf } from './providers.ts'

const provider = (id: string, title: string, more: Partial<ModelProvider> = {}): ModelProvider => ({
  id,
  title,
  defaultModel: `${id}-default`,
  list: async () => [],
  open: () => {
    throw new Error('A choice opens nothing.')
  },
  ...more,
})
const key = (name: string, required = true) => ({ name, url: 'https://example.org/keys', required })

const providers = providersOf([
  {
    contract: 1,
    id: 'all',
    version: '1.0.0',
    description: '',
    models: [
      provider('openai', 'OpenAI', { key: key('OPENAI_API_KEY') }),
      provider('anthropic', 'Anthropic', { key: key('ANTHROPIC_API_KEY') }),
      provider('openrouter', 'OpenRouter', { key: key('OPENROUTER_API_KEY') }),
      provider('openai-compatible', 'A server', {
        key: key('OPENAI_COMPATIBLE_API_KEY', false),
        baseUrl: { name: 'OPENAI_COMPATIBLE_BASE_URL', default: 'http://127.0.0.1:1234/v1' },
      }),
      provider('ollama', 'Ollama', {
        baseUrl: { name: 'OLLAMA_BASE_URL', default: 'http://127.0.0.1:11434/v1' },
      }),
      provider('offline', 'Offline'),
    ],
  },
])

const situation = (more: Partial<Situation> = {}): Situation => ({
  providers,
  saved: new Set(),
  environment: new Set(),
  ...more,
})

const everything = situation({
  saved: new Set(['OPENROUTER_API_KEY']),
  environment: new Set(['OPENAI_API_KEY']),
  localModels: ['qwen3:8b'],
})

test('what the definition names wins over everything else', () => {
  expect(chooseModel({ provider: 'anthropic', model: 'claude-haiku-5-5' }, everything)).toEqual({
    provider: 'anthropic',
    model: 'claude-haiku-5-5',
    why: "The agent's definition names claude-haiku-5-5 of Anthropic.",
  })
})

test('a provider named alone answers with its default model', () => {
  expect(chooseModel({ provider: 'anthropic' }, everything)).toMatchObject({ model: 'anthropic-default' })
  expect(chooseModel({ provider: 'ollama' }, everything)).toMatchObject({ model: 'qwen3:8b' })
})

test('a provider that no plugin brings is a missing model', () => {
  expect(() => chooseModel({ provider: 'nobody' }, everything)).toThrow('No plugin brings')
})

test('a key saved in the app comes before one in the environment', () => {
  expect(chooseModel({}, everything)).toEqual({
    provider: 'openrouter',
    model: 'openrouter-default',
    why: 'A key for OpenRouter is saved under Settings, Models.',
  })
})

test('a key in the environment comes before a local Ollama', () => {
  const chosen = chooseModel({}, { ...everything, saved: new Set() })
  expect(chosen).toMatchObject({ provider: 'openai', why: 'OPENAI_API_KEY is set in the environment.' })
})

test('the address of a server that needs no key counts like a key', () => {
  const chosen = chooseModel({}, situation({ environment: new Set(['OPENAI_COMPATIBLE_BASE_URL']) }))
  expect(chosen.provider).toBe('openai-compatible')
})

test('without any key a local Ollama answers with the first model it has', () => {
  const chosen = chooseModel({}, situation({ localModels: ['qwen3:8b', 'llama3.2'] }))
  expect(chosen).toMatchObject({ provider: 'ollama', model: 'qwen3:8b' })
  expect(chosen.why).toContain('Ollama runs on this machine')
})

test('without anything the offline model answers and says why', () => {
  const chosen = chooseModel({}, situation())
  expect(chosen).toMatchObject({ provider: 'offline', model: 'offline-default' })
  expect(chosen.why).toMatch(/^No key is saved or set/)
})

test('a model named alone goes to the vendor that serves it, if there is a key for it', () => {
  const both = situation({ saved: new Set(['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'OPENROUTER_API_KEY']) })
  expect(chooseModel({ model: 'claude-sonnet-5-5' }, both).provider).toBe('anthropic')
  expect(chooseModel({ model: 'meta-llama/llama-4-scout' }, both).provider).toBe('openrouter')
  expect(chooseModel({ model: 'claude-sonnet-5-5' }, situation()).provider).toBe('offline')
})
