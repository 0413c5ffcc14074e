import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'loggia-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('a secret is read from the file that a variable names, without the line end', () => {
  const config = readConfig({
    DATABASE_URL_FILE: file('url', 'postgres://db/loggia\n'),
    LOGGIA_SECRET_KEY_FILE: file('key', `${'k'.repeat(40)}\n`),
    OPENAI_API_KEY_FILE: file('openai', 'sk-right\n'),
  })
  expect(config.databaseUrl).toBe('postgres://db/loggia')
  expect(config.secretKey).toBe('k'.repeat(40))
  expect(config.environment.OPENAI_API_KEY).toBe('sk-right')
})

test('a variable and its file at once, a missing file and an empty one are refused by name', () => {
  const refusal = (environment: Record<string, string>) => () => readConfig(environment)
  const url = file('url', 'postgres://db/loggia')
  expect(refusal({ DATABASE_URL: 'postgres://other', DATABASE_URL_FILE: url })).toThrow(
    'DATABASE_URL_FILE is set',
  )
  expect(refusal({ DATABASE_URL_FILE: join(folder, 'none') })).toThrow('cannot be read')
  expect(refusal({ LOGGIA_SECRET_KEY_FILE: file('empty', '\n') })).toThrow('is empty')
})

test('no other variable that ends in _FILE is opened', () => {
  expect(readConfig({ KERNEL_FILE: join(folder, 'none'), PORT_FILE: join(folder, 'none') }).port).toBe(3000)
})
