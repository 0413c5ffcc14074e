import { BlockList, isIP } from 'node:net'

/**
 * `anything`; `not-link-local` (a model server at home is fine, a cloud's metadata service is not);
 * `public-only` (no loopback, no private network), for what strangers' plugins fetch.
 */
export type AddressRule = 'anything' | 'not-link-local' | 'public-only'

/** Link-local addresses and the metadata services of clouds that live elsewhere. */
const linkLocal = new BlockList()
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4')
linkLocal.addSubnet('fe80::', 10, 'ipv6')
linkLocal.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6')
linkLocal.addAddress('fd00:ec2::254', 'ipv6')
linkLocal.addAddress('100.100.100.200', 'ipv4')
linkLocal.addAddress('192.0.0.192', 'ipv4')

const inside = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(network, bits, 'ipv4')
}
inside.addAddress('::', 'ipv6')
inside.addAddress('::1', 'ipv6')
inside.addSubnet('fc00::', 7, 'ipv6')
inside.addSubnet('ff00::', 8, 'ipv6')
inside.addSubnet('64:ff9b::', 96, 'ipv6')

/** Names that mean a metadata service whatever they resolve to. */
const metadataNames = new Set(['metadata.google.internal', 'metadata.goog', 'instance-data'])

/** Throws EADDRNOTAVAIL when the address (or name, checked again once resolved) may not be reached. */
export function assertAllowed(host: string, rule: AddressRule): void {
  if (rule === 'anything') return
  const address = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (metadataNames.has(address.replace(/\.$/, '')) || isRefused(address, rule)) {
    const error = new Error(`The address ${address} is not reachable from here.`)
    throw Object.assign(error, { code: 'EADDRNOTAVAIL' })
  }
}

function isRefused(address: string, rule: AddressRule): boolean {
  const version = isIP(address)
  if (version === 0) return false
  const family = version === 6 ? 'ipv6' : 'ipv4'
  // BlockList reads ::ffff:169.254.169.254 as the IPv4 address it stands for.
  return linkLocal.check(address, family) || (rule === 'public-only' && inside.check(address, family))
}
