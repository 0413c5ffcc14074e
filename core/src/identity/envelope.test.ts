import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Envelope, seal, unseal } from './envelope.ts'
import { openKeyring, parseKeyring } from './keyring.ts'

const old = 'o'.repeat(32)
const place = { workspaceId: 'wsp_a', name: 'OPENAI_API_KEY' }
const unreadable = expect.objectContaining({ code: 'secret_unreadable' })

test('what was sealed opens at its place, and two seals of one value differ', () => {
  const keyring = parseKeyring(old)
  const [one, two] = [seal(keyring, place, 'sk-päss'), seal(keyring, place, 'sk-päss')]
  expect(unseal(keyring, place, one)).toBe('sk-päss')
  expect(one.sealed).not.toBe(two.sealed)
  expect(JSON.stringify(one)).not.toContain('sk-')
})

test('an envelope that was changed in any field, or moved, does not open', () => {
  const keyring = parseKeyring(old)
  const envelope = seal(keyring, place, 'a value')
  const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
  const changed: Envelope[] = (['nonce', 'sealed', 'tag', 'keyId'] as const).map(field => ({
    ...envelope,
    [field]: flip(envelope[field]),
  }))
  changed.push({ ...envelope, tag: envelope.tag.slice(0, 6) })
  for (const bad of changed) expect(() => unseal(keyring, place, bad)).toThrow(unreadable)
  for (const moved of [
    { ...place, workspaceId: 'wsp_b' },
    { ...place, name: 'OTHER' },
  ]) {
    expect(() => unseal(keyring, moved, envelope)).toThrow(unreadable)
  }
})

test('after a change of key the new one seals and the old one still opens', () => {
  const before = seal(parseKeyring(old), place, 'kept')
  const both = parseKeyring(`${'n'.repeat(32)},${old}`)
  expect(unseal(both, place, before)).toBe('kept')
  expect(seal(both, place, 'new').keyId).not.toBe(before.keyId)
  expect(() => unseal(parseKeyring('n'.repeat(32)), place, before)).toThrow(unreadable)
})

test('each purpose has a key of its own', () => {
  const keyring = parseKeyring(old)
  expect(keyring.current('secrets').key).not.toEqual(keyring.current('sessions').key)
})

test('a data directory gets its key once, in a file for its owner only', () => {
  const directory = mkdtempSync(join(tmpdir(), 'loggia-test-'))
  const first = openKeyring(join(directory, 'data'))
  const file = join(directory, 'data/secret.key')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
  expect(openKeyring(join(directory, 'data')).current('secrets')).toEqual(first.current('secrets'))
  rmSync(directory, { recursive: true })
})

test('a weak instance key is refused', () => {
  expect(() => parseKeyring('short')).toThrow('at least 32 characters')
  expect(() => parseKeyring('')).toThrow('at least 32 characters')
})
