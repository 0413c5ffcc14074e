import { expect, test } from 'vitest'
import { hashApiKey, hintOf, isApiKey, makeApiKey } from './api-key.ts'

test('a new key is recognised, and no two are alike', () => {
  const keys = Array.from({ length: 200 }, makeApiKey)
  expect(keys.every(isApiKey)).toBe(true)
  expect(new Set(keys).size).toBe(200)
  expect(keys[0]).toMatch(/^lga_[0-9A-Za-z]{38}$/)
})

test('a key with any one character changed is not one', () => {
  const key = makeApiKey()
  for (let at = 0; at < key.length; at++) {
    const other = key[at] === 'x' ? 'y' : 'x'
    expect(isApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false)
  }
})

test('what is stored does not contain the key, and the hint is its beginning', () => {
  const key = makeApiKey()
  expect(hashApiKey(key)).toMatch(/^[0-9a-f]{64}$/)
  expect(hintOf(key)).toBe(key.slice(0, 8))
})
