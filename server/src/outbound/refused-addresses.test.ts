import { expect, test } from 'vitest'
import { keepAliveFetch } from './index.ts'
import { assertAllowed } from './refused-addresses.ts'

test.each([
  '169.254.169.254',
  '[fe80::1]',
  '::ffff:169.254.169.254',
  '[64:ff9b::a9fe:a9fe]',
  'fd00:ec2::254',
  '100.100.100.200',
  'metadata.google.internal',
  'Metadata.Google.Internal.',
])('the metadata address %s is refused', address => {
  expect(() => assertAllowed(address, 'not-link-local')).toThrow('not reachable')
})

test.each(['127.0.0.1', '192.168.1.5', '::1', 'localhost', '8.8.8.8'])(
  'a model server at %s is allowed where only link-local addresses are refused',
  address => {
    expect(() => assertAllowed(address, 'not-link-local')).not.toThrow()
  },
)

test.each(['127.0.0.1', '10.1.2.3', '192.168.1.5', '172.20.0.1', '::1', '[fd12::1]', '0.0.0.0'])(
  'the inside address %s is refused where only public ones are allowed',
  address => {
    expect(() => assertAllowed(address, 'public-only')).toThrow('not reachable')
  },
)

test('a name that resolves to a refused address is refused when the connection is made', async () => {
  const error: unknown = await keepAliveFetch({ allow: 'public-only' })('http://localhost:9/').catch(e => e)
  expect((error as Error).cause).toMatchObject({ code: 'EADDRNOTAVAIL' })
})

test.each(['file:///etc/passwd', 'ftp://example.org/', 'data:text/plain,hi'])(
  '%s is not fetched',
  async url => {
    const error: unknown = await keepAliveFetch()(url).catch(e => e)
    expect((error as Error).cause).toMatchObject({ message: expect.stringContaining('Only http and https') })
  },
)

test('an address written as one number is the address it means', async () => {
  const error: unknown = await keepAliveFetch()('http://2852039166/latest/meta-data').catch(e => e)
  expect((error as Error).cause).toMatchObject({ code: 'EADDRNOTAVAIL' })
})
