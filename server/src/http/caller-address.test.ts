import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { openTestServer, post } from '../testing.ts'
import { believeProxies, callerAddress, parseNetwork } from './caller-address.ts'

const request = (remoteAddress: string, said?: string) =>
  ({
    socket: { remoteAddress },
    headers: said === undefined ? {} : { 'x-forwarded-for': said },
  }) as IncomingMessage

const seen = (proxies: string[], remoteAddress: string, said?: string) => {
  const incoming = request(remoteAddress, said)
  believeProxies(proxies)?.(incoming)
  return callerAddress(incoming)
}

test('without proxies the socket counts, whatever a header says', () => {
  expect(seen([], '203.0.113.5', '198.51.100.1')).toBe('203.0.113.5')
  expect(seen([], '::ffff:203.0.113.5')).toBe('203.0.113.5')
})

test('behind proxies it is the last address that is none of theirs: what a caller made up before it is not read', () => {
  const proxies = ['10.0.0.0/8', '127.0.0.1', 'fd00::/8']
  expect(seen(proxies, '10.1.2.3', '203.0.113.5')).toBe('203.0.113.5')
  expect(seen(proxies, '127.0.0.1', 'made-up, 198.51.100.9, 203.0.113.5, 10.9.9.9')).toBe('203.0.113.5')
  expect(seen(proxies, 'fd00::1', '2001:db8::7')).toBe('2001:db8::7')
  // Somebody who is no proxy is believed nothing.
  expect(seen(proxies, '203.0.113.5', '198.51.100.1')).toBe('203.0.113.5')
  expect(seen(proxies, '10.1.2.3')).toBe('10.1.2.3')
  expect(seen(proxies, '10.1.2.3', 'unknown')).toBe('10.1.2.3')
  expect(seen(proxies, '10.1.2.3', '10.4.4.4')).toBe('10.4.4.4')
})

test('a network is an address with or without its bits, and nothing else', () => {
  expect(parseNetwork('10.0.0.0/8')).toEqual({ address: '10.0.0.0', bits: 8, family: 'ipv4' })
  expect(parseNetwork('::1')).toEqual({ address: '::1', bits: 128, family: 'ipv6' })
  for (const wrong of ['', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'localhost', '*', '10.0.0.0/x'])
    expect(parseNetwork(wrong)).toBeUndefined()
  expect(() => readConfig({ LOGGIA_PROXIES: '10.0.0.0/8, proxy' })).toThrow('LOGGIA_PROXIES')
  expect(readConfig({ LOGGIA_PROXIES: '10.0.0.0/8, ::1' }).proxies).toEqual(['10.0.0.0/8', '::1'])
})

test('people behind one proxy are slowed down each by themselves', async () => {
  const server = await openTestServer({ flags: { proxies: ['127.0.0.1'] } })
  const attempt = async (from: string, index: number) => {
    const email = `eve${index}@example.org`
    const body = { code: 'guessed', name: 'Eve', email, password: 'correct horse' }
    return (await server.stranger('/api/auth/claim', post(body, { 'x-forwarded-for': from }))).status
  }
  const guesses = await Promise.all(Array.from({ length: 31 }, (_, index) => attempt('203.0.113.5', index)))
  expect(guesses.filter(status => status === 429)).toHaveLength(1)
  expect(await attempt('203.0.113.6', 31)).toBe(403)
  await server.stop()
})
