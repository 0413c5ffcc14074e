import type { IncomingMessage } from 'node:http'
import type { Dialect } from './reply.ts'

export type VendorName = 'openai' | 'anthropic' | 'openrouter' | 'compatible' | 'ollama'

/** One request as the vendor saw it. */
export interface VendorRequest {
  vendor: VendorName
  /** Absent for lists of models and embeddings. */
  dialect?: Dialect
  method: string
  /** Path after the vendor's base URL, for example `/chat/completions`. */
  path: string
  headers: Record<string, string>
  /** The parsed JSON body; undefined when there was none. */
  body: Record<string, unknown> | undefined
  /** True once the caller closed the connection before the answer was complete. */
  aborted: boolean
  /** Settles when the answer ended: true when the caller closed it early. */
  ended: Promise<boolean>
}

/** Base paths as the vendors' own: what follows them is the operation. */
export const basePaths: Record<VendorName, string> = {
  openai: '/openai/v1',
  anthropic: '/anthropic/v1',
  openrouter: '/openrouter/api/v1',
  compatible: '/compatible/v1',
  ollama: '/ollama/v1',
}

/** Which vendor and operation a URL means; undefined for anything else. */
export function placeOf(url: string): { vendor: VendorName; path: string } | undefined {
  for (const [vendor, base] of Object.entries(basePaths) as [VendorName, string][]) {
    if (url.startsWith(`${base}/`)) return { vendor, path: (url.split('?')[0] ?? '').slice(base.length) }
  }
  return undefined
}

export function dialectOf(vendor: VendorName, path: string): Dialect | undefined {
  if (vendor === 'anthropic') return path === '/messages' ? 'anthropic' : undefined
  if (path === '/responses' && vendor === 'openai') return 'openai-responses'
  if (path !== '/chat/completions') return undefined
  if (vendor === 'openai') return 'openai-chat'
  return vendor === 'openrouter' ? 'openrouter' : 'openai-compatible'
}

export async function readBody(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text ? (JSON.parse(text) as Record<string, unknown>) : undefined
}

/** The key the caller sent, in either vendor's way. */
export const keyOf = (request: VendorRequest): string | undefined =>
  request.headers['x-api-key'] ?? request.headers.authorization?.replace(/^Bearer /, '')
