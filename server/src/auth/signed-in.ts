/** An empty answer that sets these cookies. */
export function signedIn(cookies: string[]): Response {
  return withCookies(cookies, new Response('{}', { headers: { 'content-type': 'application/json' } }))
}

/** The same answer, kept by nobody on its way, with these cookies. */
export function withCookies(cookies: string[], response: Response): Response {
  response.headers.set('cache-control', 'no-store')
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
