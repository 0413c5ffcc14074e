import { pieceFinder } from './redact-pieces.ts'

/** Takes known secrets out of text, whatever form they travel in. */
export interface Redactor {
  /** From now on this value is hidden. Values below 6 characters are too common to hide. */
  learn(value: string): void
  text(text: string): string
  /** The same through arrays and plain objects, keys included; the input is not changed. */
  value<T>(value: T): T
}

const hidden = '[secret]'

export function createRedactor(): Redactor {
  const forms = new Set<string>()
  const pieces = pieceFinder()
  let pattern: RegExp | undefined

  const text = (input: string): string => {
    if (forms.size === 0) return input
    // Longest first: a form may begin with a shorter one.
    pattern ??= new RegExp(
      [...forms]
        .sort((a, b) => b.length - a.length)
        .map(escapePattern)
        .join('|'),
      'g',
    )
    return pieces.hide(input.replace(pattern, hidden), hidden)
  }
  const value = (input: unknown): unknown => {
    if (typeof input === 'string') return text(input)
    if (Array.isArray(input)) return input.map(value)
    if (input instanceof Error) return value({ ...input, name: input.name, message: input.message })
    if (typeof input !== 'object' || input === null || Object.getPrototypeOf(input) !== Object.prototype)
      return input
    return Object.fromEntries(Object.entries(input).map(([key, inner]) => [text(key), value(inner)]))
  }
  return {
    learn(secret) {
      if (secret.length < 6) return
      for (const form of formsOf(secret)) forms.add(form)
      pieces.learn(secret)
      pattern = undefined
    },
    text,
    value: value as <T>(value: T) => T,
  }
}

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** As it is, in JSON, in a URL, in hex, and in base64 at each of the three places it can begin in a longer text. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const inUrls = [encodeURIComponent(secret.toWellFormed()), formEncoded(secret)]
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    ...inUrls,
    ...inUrls.map(withSmallHex),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ]
  for (let before = 0; before < 3; before++) {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
    // Characters that share bits with a neighbour are left out at both ends.
    const start = Math.ceil((before * 8) / 6)
    const end = Math.floor((padded.length * 8) / 6)
    for (const encoding of ['base64', 'base64url'] as const)
      forms.push(padded.toString(encoding).slice(start, end))
  }
  return forms.filter(form => form.length >= 6)
}

const formEncoded = (secret: string) => new URLSearchParams({ v: secret }).toString().slice(2)

const withSmallHex = (encoded: string) => encoded.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())
