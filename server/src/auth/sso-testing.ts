import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server on a port of its own whose answers are given afterwards. */
export async function openPort() {
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end()
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith(how: typeof answer) {
      answer = how
    },
    close() {
      server.closeAllConnections()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

const keys = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** What a provider says; each part may be a lie. */
export interface Saying {
  issuer?: string
  claims?: object
  /** Signs with a key that is published nowhere. */
  otherKey?: boolean
  /** Signs not at all. */
  unsigned?: boolean
  withoutIdToken?: boolean
  userinfo?: object
}

/** An identity provider that answers any code with a token that says what it is told to. */
export async function openLiar() {
  const port = await openPort()
  const [published, secret] = [keys(), keys()]
  let saying: Saying = {}
  let nonce = ''

  const tokenOf = () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      ...{ iss: port.url, aud: 'loggia', sub: 'subject-1', nonce, iat: now, exp: now + 300 },
      ...{ email: 'mallory@example.org', email_verified: true, name: 'Mallory' },
      ...saying.claims,
    }
    const head = { alg: saying.unsigned ? 'none' : 'RS256', kid: 'one', typ: 'JWT' }
    const text = `${encode(head)}.${encode(claims)}`
    if (saying.unsigned) return `${text}.`
    const key = saying.otherKey ? secret.privateKey : published.privateKey
    return `${text}.${createSign('sha256').update(text).sign(key, 'base64url')}`
  }
  const answers: Record<string, () => object> = {
    '/.well-known/openid-configuration': () => ({
      issuer: saying.issuer ?? port.url,
      authorization_endpoint: `${port.url}/authorize`,
      token_endpoint: `${port.url}/token`,
      userinfo_endpoint: `${port.url}/userinfo`,
      jwks_uri: `${port.url}/keys`,
      id_token_signing_alg_values_supported: ['RS256', 'none'],
    }),
    '/keys': () => ({
      keys: [{ ...published.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
    }),
    '/token': () => ({
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 300,
      ...(!saying.withoutIdToken && { id_token: tokenOf() }),
    }),
    '/userinfo': () => saying.userinfo ?? {},
  }
  port.answerWith((request, response) => {
    const body = answers[new URL(request.url ?? '/', port.url).pathname]?.()
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? {}))
  })
  return {
    ...port,
    /** What it says from now on, to whoever was sent here with this address. */
    say(next: Saying, authorization?: string) {
      saying = next
      if (authorization !== undefined) nonce = new URL(authorization).searchParams.get('nonce') ?? ''
    },
  }
}
