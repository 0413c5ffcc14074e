import { readdirSync, readFileSync } from 'node:fs'
import { definition } from '@loggia/contract'
import { describe, expect, test } from 'vitest'
import { findSecrets } from '../definition.ts'
import { importCharacter } from './index.ts'

const folder = new URL('fixtures/', import.meta.url)
const files = readdirSync(folder)
const textOf = (name: string) => readFileSync(new URL(`${name}.json`, folder), 'utf8')
const imported = (name: string) => importCharacter(JSON.parse(textOf(name)))

test('there are at least twelve characters', () => {
  expect(files.length).toBeGreaterThanOrEqual(12)
})

describe.each(files.map(file => file.replace('.json', '')))('%s', name => {
  test('becomes a valid definition with a handle', () => {
    const { definition: result, handle } = imported(name)
    expect(definition.parse(result)).toEqual(result)
    expect(handle).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,37}[a-z0-9])?$/)
  })

  test('brings no secret along, in no field and in no warning', () => {
    const result = imported(name)
    expect(findSecrets(result)).toEqual([])
    const whole = JSON.stringify(result)
    for (const value of ['hunter2', 'hidden-value-1', 'gsk_hidden', 'fake.value', '5J...', 'REDACTED']) {
      expect(whole).not.toContain(value)
    }
  })

  test('is the same read from text, with a byte order mark, and says nothing twice', () => {
    const result = imported(name)
    expect(importCharacter(`\ufeff${textOf(name)}`)).toEqual(result)
    expect(new Set(result.warnings).size).toBe(result.warnings.length)
  })
})

test('a v0 character keeps who it is, and one line tells each thing it lost', () => {
  const { definition: marlow, handle, warnings, knowledge, secretsDropped } = imported('v0-full')
  expect(handle).toBe('marlow')
  expect(marlow).toMatchObject({
    name: 'Marlow',
    summary: 'Marlow has guided ships into the harbour for thirty years.',
    model: { provider: 'anthropic', model: 'claude-3-5-sonnet-20241022' },
    character: {
      instructions: 'Roleplay as Marlow, a harbour pilot. Never break character.',
      lore: ['once anchored in fog for nine days', 'owes the lighthouse keeper a cake'],
      topics: ['tides', 'ships', 'weather'],
      adjectives: ['patient', 'dry'],
      style: ['short sentences', 'calls people by name'],
    },
  })
  expect(marlow.character.examples[0]).toEqual([
    { role: 'user', text: 'can you bring us in tonight?' },
    { role: 'agent', text: 'Not with that wind, Sam. Dawn.' },
  ])
  expect(marlow.character.examples[1]?.map(line => line.text)).toContain('And to you, Robin.')
  expect(knowledge.map(each => each.text)).toEqual([
    'The harbour opens at four in the morning.',
    'Ships over 200 metres need two pilots.',
  ])
  expect(secretsDropped).toEqual(['DISCORD_API_TOKEN'])
  expect(warnings.map(line => line.split(/[:(]/)[0]?.trim())).toEqual([
    'secret "DISCORD_API_TOKEN"',
    'messageExamples',
    'messageExamples',
    'style.post',
    'plugins',
    'clients',
    'imageModelProvider',
    'postExamples',
    'people',
    'twitterProfile',
    'clientConfig',
    'settings.voice',
    'settings.embeddingModel',
  ])
  expect(warnings).toContain('clients (discord, telegram, twitter): its channels')
})

test('a 1.x character keeps its model, and what is built in here is not missed', () => {
  const { definition: ada, warnings, secretsDropped } = imported('v1-full')
  expect(ada.character.instructions).toBe('Respond helpfully as Ada.')
  expect(ada.model).toEqual({ provider: 'openai', temperature: 0.5 })
  expect(ada.character.examples[1]?.[1]).toEqual({ role: 'agent', text: 'Let us look at it, Sam.' })
  expect(secretsDropped).toEqual([
    'ANTHROPIC_API_KEY',
    'OPENAI_API_KEY',
    'mcp.servers.github.env.GITHUB_TOKEN',
  ])
  expect(warnings.filter(line => line.startsWith('plugins'))).toEqual([
    'plugins: "@elizaos/plugin-mcp" is not installed here',
  ])
  expect(warnings).toContain('{{thing}}: a placeholder that is not known here, left as it is')
})

test('the smallest character loses nothing', () => {
  expect(imported('v1-minimal')).toMatchObject({
    handle: 'eliza',
    warnings: [],
    knowledge: [],
    secretsDropped: [],
  })
})

test('a bio, a lore and a topic may each be one string', () => {
  expect(imported('v0-bio-string').definition.character).toMatchObject({
    bio: ['Otto repairs clocks. He speaks slowly.'],
    lore: ['A single string of lore'],
  })
  expect(imported('ugly-odd-types').definition.character).toMatchObject({
    bio: ['nested', 'list', 'text'],
    topics: ['single topic'],
    style: ['always brief'],
  })
})

test('providers are mapped to ours, and an unknown one is told', () => {
  expect(imported('v0-local-model').definition.model).toEqual({
    provider: 'ollama',
    model: 'hermes3:8b',
    temperature: 0.4,
    maxOutputTokens: 2048,
  })
  expect(imported('v1-openrouter').definition.model).toEqual({
    provider: 'openrouter',
    model: 'anthropic/claude-sonnet-4',
    temperature: 0.2,
    maxOutputTokens: 4096,
  })
  expect(imported('v0-bio-string').definition.model).toEqual({})
  expect(imported('v0-bio-string').warnings[0]).toContain('"eternalai" is not a provider here')
})

test('facts come along as texts, paths and other files are told', () => {
  const { knowledge, warnings } = imported('v0-knowledge-paths')
  expect(knowledge).toEqual([
    { title: 'Lin opens the archive on request.', text: 'Lin opens the archive on request.' },
    { title: 'k1', text: 'The archive was founded in 1904.' },
  ])
  for (const path of ['books/catalogue.md', './knowledge', './notes.txt']) {
    expect(warnings.some(line => line.startsWith(`knowledge: "${path}"`))).toBe(true)
  }
  expect(warnings.some(line => line.startsWith('extends:'))).toBe(true)
})

test('a missing name is taken from the user name, or told', () => {
  expect(imported('ugly-no-name')).toMatchObject({
    handle: 'nameless-one',
    definition: { name: 'nameless_one' },
  })
  expect(imported('ugly-nothing-to-call').warnings).toEqual(['name: missing; it is called "Unnamed agent"'])
})

test('letters of any script survive, zero characters do not', () => {
  const { definition: zofie, handle } = imported('ugly-unicode')
  expect(handle).toBe('zofie-cermakova')
  expect(zofie.name).toBe('Žofie 🦊 Čermáková')
  expect(zofie.character.bio).toEqual(['Bydlí v Brně', '日本語も少し話せます', 'עברית קצת'])
  expect(JSON.stringify(zofie)).not.toContain('\\u0000')
})

test('secrets are found wherever they hide, and named without their value', () => {
  expect(imported('ugly-nested-settings').secretsDropped.sort()).toEqual([
    'GROQ_API_KEY',
    'SOLANA_PRIVATE_KEY',
    'TELEGRAM_BOT_TOKEN',
    'TWITTER_PASSWORD',
    'a.b.c.apiKey',
  ])
  const { definition: leaky, warnings, knowledge } = imported('ugly-secret-in-text')
  expect(leaky.character).toMatchObject({ instructions: '', bio: ['fine'], examples: [] })
  expect(knowledge).toEqual([])
  expect(warnings.map(line => line.split(':')[0])).toEqual(['messageExamples', 'knowledge', 'system', 'bio'])
})

test("a text that repeats one of the file's own secrets is left out", () => {
  const { definition: result, warnings } = importCharacter({
    name: 'Echo',
    bio: ['the door opens to swordfish-42', 'likes doors'],
    settings: { secrets: { DOOR: 'swordfish-42' } },
  })
  expect(result.character.bio).toEqual(['likes doors'])
  expect(warnings).toContain('bio: a text that contains the secret "DOOR" was left out')
})

test('a huge character is carried over as far as a definition reaches, and says where it ends', () => {
  const { definition: huge, warnings } = importCharacter({
    name: 'N'.repeat(500),
    system: 'word '.repeat(40_000),
    bio: ['A sentence of some length. '.repeat(1_000)],
    topics: Array.from({ length: 500 }, (_, at) => `topic ${at}`),
    messageExamples: Array.from({ length: 150 }, () => [
      { user: '{{user1}}', content: { text: 'q' } },
      { user: 'N'.repeat(500), content: { text: 'a'.repeat(20_000) } },
    ]),
    style: { all: ['s '.repeat(2_000)] },
  })
  expect(definition.parse(huge)).toEqual(huge)
  expect(huge.name).toHaveLength(80)
  expect(huge.character.examples).toHaveLength(100)
  expect(huge.character.examples[0]?.[1]).toEqual({ role: 'agent', text: 'a'.repeat(10_000) })
  expect(huge.character.bio.join(' ').length).toBeGreaterThan(26_000)
  expect(warnings.map(line => line.split(':')[0])).toEqual(
    expect.arrayContaining(['name', 'system', 'topics', 'messageExamples']),
  )
})

test.each([
  [null, 'no JSON object'],
  [42, 'no JSON object'],
  ['', 'not valid JSON'],
  ['<html>', 'not valid JSON'],
  [[], '0 characters'],
  [[{ bio: 'a' }, { bio: 'b' }], '2 characters'],
  [{}, 'this object has nothing'],
  [{ name: 'package', version: '1.0.0', dependencies: {} }, 'this object has name, version, dependencies'],
])('%j is no character', (given, why) => {
  expect(() => importCharacter(given)).toThrow(expect.objectContaining({ code: 'import_unreadable' }))
  expect(() => importCharacter(given)).toThrow(why)
})
