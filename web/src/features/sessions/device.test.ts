import { expect, test } from 'vitest'
import { deviceOf } from './device.ts'

test('a browser is named with its system, whatever others it claims to be', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
  expect(deviceOf(chrome)).toBe('Chrome on Linux')
  expect(deviceOf(`${chrome.replace('X11; Linux x86_64', 'Windows NT 10.0')} Edg/141.0`)).toBe(
    'Edge on Windows',
  )
  expect(deviceOf('curl/8.5')).toBe('curl/8.5')
  expect(deviceOf(undefined)).toBe('An unnamed device')
})
