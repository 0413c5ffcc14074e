export { type FetchOptions, keepAliveFetch } from './keep-alive-fetch.ts'
export type { AddressRule } from './refused-addresses.ts'
