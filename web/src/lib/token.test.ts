import { expect, test } from 'vitest'
import { tokenOf } from './token.ts'

test.each([
  ['#token=abc%2Bd', 'abc+d'],
  ['token=abc', 'abc'],
  ['#lgi_abc-1', 'lgi_abc-1'],
  ['#other=abc', ''],
  ['', ''],
])('behind %s stands the token "%s"', (hash, token) => {
  expect(tokenOf(hash)).toBe(token)
})
