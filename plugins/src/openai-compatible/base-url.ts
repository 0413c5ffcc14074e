import type { ProviderPorts } from '@loggia/contract'

/** Ports whose base URL is set and ends in a path: people write `http://host:11434`, the protocol lives under `/v1`. */
export function withVersion(ports: ProviderPorts, fallback: string): ProviderPorts & { baseUrl: string } {
  const url = (ports.baseUrl ?? fallback).replace(/\/+$/, '')
  return { ...ports, baseUrl: /^https?:\/\/[^/]+$/.test(url) ? `${url}/v1` : url }
}
