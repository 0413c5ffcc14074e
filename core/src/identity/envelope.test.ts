import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Envelope, seal, unseal } from './envelope.ts'
import { makeDataKey, unwrapKey, type WrappedKey, wrapKey } from './envelope-key.ts'
import { openKeyring, parseKeyring } from './keyring.ts'

const old = 'o'.repeat(32)
const place = { workspaceId: 'wsp_a', name: 'OPENAI_API_KEY' }
const keyPlace = { workspaceId: 'wsp_a', purpose: 'secrets' }
const unreadable = expect.objectContaining({ code: 'secret_unreadable' })
const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

test('what was sealed opens at its place, and two seals of one value differ', () => {
  const key = makeDataKey()
  const [one, two] = [seal(key, place, 'sk-päss'), seal(key, place, 'sk-päss')]
  expect(unseal(key.key, place, one)).toBe('sk-päss')
  expect(one.sealed).not.toBe(two.sealed)
  expect(JSON.stringify(one)).not.toContain('sk-')
})

test('an envelope that was changed in any field, or moved, does not open', () => {
  const { id, key } = makeDataKey()
  const envelope = seal({ id, key }, place, 'a value')
  const changed: Envelope[] = (['nonce', 'sealed', 'tag'] as const).map(field => ({
    ...envelope,
    [field]: flip(envelope[field]),
  }))
  changed.push({ ...envelope, tag: envelope.tag.slice(0, 6) }, { ...envelope, version: 1 })
  for (const bad of changed) expect(() => unseal(key, place, bad)).toThrow(unreadable)
  for (const moved of [
    { ...place, workspaceId: 'wsp_b' },
    { ...place, name: 'OTHER' },
    { ...place, agentId: 'agt_a' },
  ]) {
    expect(() => unseal(key, moved, envelope)).toThrow(unreadable)
  }
  expect(() => unseal(makeDataKey().key, place, envelope)).toThrow(unreadable)
})

test('a value that looks like an envelope is a value like any other', () => {
  const key = makeDataKey()
  const value = JSON.stringify(seal(key, place, 'inner'))
  expect(unseal(key.key, place, seal(key, place, value))).toBe(value)
})

test('an envelope of the first version, sealed by the instance itself, still opens', () => {
  const envelope: Envelope = {
    version: 1,
    keyId: '1c97ad6fb4f1',
    nonce: 'SWKNsSuiYzpxomiA',
    sealed: '9fouL3VnwDZWu7BVFaDAzg==',
    tag: 'GobjMSrvAOtoSlf6fqwCTw==',
  }
  const key = parseKeyring(old).byId(envelope.keyId, 'secrets')
  expect(unseal(key, place, envelope)).toBe('kept from before')
})

test('a data key opens for its workspace, purpose and name alone, and not when it was changed', () => {
  const keyring = parseKeyring(old)
  const made = makeDataKey()
  const wrapped = wrapKey(keyring, keyPlace, made)
  expect(unwrapKey(keyring, keyPlace, made.id, wrapped)).toEqual(made)
  const changed: WrappedKey[] = (['nonce', 'sealed', 'tag', 'keyId'] as const).map(field => ({
    ...wrapped,
    [field]: flip(wrapped[field]),
  }))
  for (const bad of changed) expect(() => unwrapKey(keyring, keyPlace, made.id, bad)).toThrow(unreadable)
  const moves = [
    [{ ...keyPlace, workspaceId: 'wsp_b' }, made.id],
    [{ ...keyPlace, purpose: 'other' }, made.id],
    [keyPlace, 'other'],
  ] as const
  for (const [moved, id] of moves) expect(() => unwrapKey(keyring, moved, id, wrapped)).toThrow(unreadable)
})

test('after a change of key the new one wraps and the old one still opens', () => {
  const made = makeDataKey()
  const before = wrapKey(parseKeyring(old), keyPlace, made)
  const both = parseKeyring(`${'n'.repeat(32)},${old}`)
  expect(unwrapKey(both, keyPlace, made.id, before)).toEqual(made)
  expect(wrapKey(both, keyPlace, made).keyId).not.toBe(before.keyId)
  expect(() => unwrapKey(parseKeyring('n'.repeat(32)), keyPlace, made.id, before)).toThrow(unreadable)
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
