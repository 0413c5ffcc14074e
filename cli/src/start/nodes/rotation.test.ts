import { expect, test } from 'vitest'
import { openRotation } from './rotation.ts'

test('healthy nodes take turns; one that is not well, or was tried, is left out', () => {
  const rotation = openRotation()
  expect(rotation.next()).toBeUndefined()
  const [a, b, c] = [rotation.add('http://a'), rotation.add('http://b'), rotation.add('http://c')]
  const three = () => [rotation.next(), rotation.next(), rotation.next()]
  expect(new Set(three())).toEqual(new Set([a, b, c]))
  b.healthy = false
  expect(new Set([...three(), ...three()])).toEqual(new Set([a, c]))
  expect(rotation.next(new Set([a]))).toBe(c)
  expect(rotation.next(new Set([a, c]))).toBeUndefined()
  rotation.remove(c)
  b.healthy = true
  expect(new Set([...three(), ...three()])).toEqual(new Set([a, b]))
})
