import { isErrorCode, LoggiaError, type Problem } from '@loggia/contract'

/** Where the server is and who asks. */
export interface ClientOptions {
  /** Address of the server; the page's own origin when absent. */
  baseUrl?: string
  /** API key, `lga_…`; a browser's session cookie is used when absent. */
  key?: string
  /** Id of the workspace that a session acts in; the user's own when absent. */
  workspace?: string
  fetch?: typeof fetch
}

/** Sends one request; what is not a success is thrown as a LoggiaError. */
export type Send = (
  path: string,
  request?: {
    method?: string
    headers?: Record<string, string>
    body?: BodyInit | undefined
    signal?: AbortSignal | undefined
  },
) => Promise<Response>

export const originOf = (options: ClientOptions): string =>
  (
    options.baseUrl ??
    (globalThis.location as Location | undefined)?.origin ??
    'http://127.0.0.1:3000'
  ).replace(/\/$/, '')

/** The headers that say who asks. */
export const identityHeaders = (options: ClientOptions): Record<string, string> => ({
  ...(options.key !== undefined && { authorization: `Bearer ${options.key}` }),
  ...(options.workspace !== undefined && { 'loggia-workspace': options.workspace }),
})

export function createSend(options: ClientOptions): Send {
  const origin = originOf(options)
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => globalThis.fetch(...request))
  return async (path, request = {}) => {
    let response: Response
    try {
      response = await send(`${origin}${path}`, {
        method: request.method ?? 'GET',
        headers: { ...identityHeaders(options), ...request.headers },
        credentials: 'same-origin',
        ...(request.body !== undefined && { body: request.body }),
        ...(request.signal && { signal: request.signal }),
      })
    } catch (error) {
      throw unreachable(error, origin)
    }
    if (!response.ok) throw await readProblem(response)
    return response
  }
}

/** A request that got no answer, in our words; an abort stays what it is. */
export function unreachable(error: unknown, origin: string): unknown {
  if (error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError'))
    return error
  return new LoggiaError('server_unreachable', { detail: `Nothing answers at ${origin}.`, cause: error })
}

/** The error that a response carries; an answer that is not ours keeps its status as the detail. */
export async function readProblem(response: Response): Promise<LoggiaError> {
  const text = await response.text().catch(() => '')
  const problem = parse(text)
  if (isErrorCode(problem?.code)) return LoggiaError.fromProblem(problem)
  return new LoggiaError('server_unreachable', {
    detail: `The answer (HTTP ${response.status}) is not from a Loggia server; something in between may have sent it.`,
  })
}

function parse(text: string): Problem | undefined {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}
