import { type LookupAddress, lookup as resolve } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { type AddressRule, assertAllowed } from './refused-addresses.ts'

/**
 * The name resolution of the fetch's sockets. Checking here, where the connection gets its address,
 * leaves no gap for a name that answers one address to a check and another to the connection.
 */
export function checkedLookup(allow: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const addresses = (found ?? []) as LookupAddress[]
      try {
        if (error) throw error
        for (const { address } of addresses) assertAllowed(address, allow)
      } catch (cause) {
        callback(cause as NodeJS.ErrnoException, '')
        return
      }
      const [first] = addresses
      if (options.all) callback(null, addresses)
      else callback(null, first?.address ?? '', first?.family)
    })
  }
}
