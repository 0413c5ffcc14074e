import { LoggiaError } from './errors.ts'
import type { ProviderPorts } from './model.ts'
import { toModelError } from './model-failure.ts'

/**
 * The port's fetch, which refuses a web page where the vendor's protocol is due: a captive portal, a
 * proxy or a mistyped base URL answers 200 and HTML, and a stream parser finds no event in that and
 * takes it for an empty reply. Throws `model_bad_answer`.
 */
export function vendorFetch(fetch: ProviderPorts['fetch']): ProviderPorts['fetch'] {
  return async (input, init) => {
    const response = await fetch(input, init)
    const type = response.headers.get('content-type') ?? ''
    if (!response.ok || !type.includes('text/html')) return response
    await response.body?.cancel().catch(() => {})
    throw new LoggiaError('model_bad_answer', {
      detail: `The address answered with a web page (HTTP ${response.status}, ${type}).`,
    })
  }
}

/**
 * One GET of JSON from a vendor, as `list` needs it. Throws `model_*`: the key refused, nobody there, or
 * an answer that is not JSON.
 */
export async function vendorJson(
  ports: ProviderPorts,
  url: string,
  headers: Record<string, string>,
): Promise<unknown> {
  try {
    const response = await vendorFetch(ports.fetch)(url, {
      headers: { accept: 'application/json', ...headers },
    })
    const responseBody = await response.text()
    if (!response.ok) {
      throw toModelError({
        statusCode: response.status,
        message: messageOf(responseBody) ?? `HTTP ${response.status}`,
        responseBody,
        responseHeaders: Object.fromEntries(response.headers),
      })
    }
    return parse(responseBody)
  } catch (error) {
    throw toModelError(error, ports.key)
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new LoggiaError('model_bad_answer', { detail: 'The list of models is not JSON.', cause })
  }
}

function messageOf(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } | string }
    const message = typeof error === 'string' ? error : error?.message
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}
