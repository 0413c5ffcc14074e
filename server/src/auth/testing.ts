import { post, type TestServer } from '../testing.ts'

/** A person with a browser: every request brings the session. */
export interface Visitor {
  cookie: string
  get(path: string): Promise<Response>
  send(method: string, path: string, body?: object): Promise<Response>
}

/** The cookies of an answer as a browser sends them back. */
export const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')

/** Whoever these cookies are. */
export function visitor(server: TestServer, cookie: string): Visitor {
  return {
    cookie,
    get: path => server.stranger(path, { headers: { cookie } }),
    send: (method, path, body = {}) => server.stranger(path, { ...post(body, { cookie }), method }),
  }
}

/** The operator, who takes the instance over with the one-time link. */
export async function claim(server: TestServer, email = 'ada@example.org'): Promise<Visitor> {
  const code = new URL(server.claimLink ?? '').searchParams.get('code')
  const body = { code, email, name: 'Ada', password: 'correct horse' }
  return visitor(server, cookieOf(await server.stranger('/api/auth/claim', post(body))))
}

/** Asks for an account. */
export const signUp = (server: TestServer, email: string, invitation?: string) =>
  server.stranger(
    '/api/auth/sign-up',
    post({ email, name: email.split('@')[0], password: 'battery staple', ...(invitation && { invitation }) }),
  )

/** What an answer says, with its status. */
export async function told(response: Response): Promise<Record<string, unknown> & { status: number }> {
  const text = await response.text()
  return { ...(text === '' ? {} : (JSON.parse(text) as object)), status: response.status }
}
