import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Whom a proxy of ours said a request is from; what comes straight to us is not in here. */
const forwarded = new WeakMap<IncomingMessage, string>()

/** The address of whoever sent this, as limits count it and the audit log names it. */
export const callerAddress = (incoming: IncomingMessage): string =>
  forwarded.get(incoming) ?? plain(incoming.socket.remoteAddress ?? '')

/** An address, or a network such as `10.0.0.0/8`; undefined when it is neither. */
export function parseNetwork(
  text: string,
): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  const most = version === 6 ? 128 : 32
  const wanted = bits === undefined ? most : Number(bits)
  if (version === 0 || more.length > 0 || bits === '' || !Number.isInteger(wanted)) return undefined
  if (wanted < 0 || wanted > most) return undefined
  return { address, bits: wanted, family: version === 6 ? 'ipv6' : 'ipv4' }
}

/**
 * Notes whom a request is from when it comes through these proxies: the last address of X-Forwarded-For that
 * is none of them. What anybody else writes there is not believed; undefined when there are no proxies.
 */
export function believeProxies(
  networks: readonly string[],
): ((incoming: IncomingMessage) => void) | undefined {
  if (networks.length === 0) return undefined
  const ours = new BlockList()
  for (const network of networks) {
    const parsed = parseNetwork(network)
    if (parsed) ours.addSubnet(parsed.address, parsed.bits, parsed.family)
  }
  const isOurs = (address: string) => ours.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return incoming => {
    const header = incoming.headers['x-forwarded-for']
    let caller = plain(incoming.socket.remoteAddress ?? '')
    if (header === undefined || isIP(caller) === 0) return
    const said = String(header).split(',')
    while (isOurs(caller)) {
      const before = plain(said.pop()?.trim() ?? '')
      // Nothing more was said, or something that is no address: the last that holds stays.
      if (isIP(before) === 0) break
      caller = before
    }
    forwarded.set(incoming, caller)
  }
}

/** An IPv4 address that came over an IPv6 socket is written as what it is. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
