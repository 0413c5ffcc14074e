import { createHash } from 'node:crypto'
import { type Definition, definition, LoggiaError } from '@loggia/contract'

export interface Problem {
  path: string
  message: string
}

/** JSON with sorted keys, so that equal definitions have equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

/** SHA-256 of the definition in canonical JSON, in hex. */
export const hashDefinition = (value: Definition): string =>
  createHash('sha256').update(canonical(value)).digest('hex')

/** Patterns of keys that vendors hand out; a match in a text is taken for a secret. */
const secretPatterns: readonly [string, RegExp][] = [
  ['an Anthropic key', /\bsk-ant-[A-Za-z0-9_-]{20,}/],
  ['an OpenRouter key', /\bsk-or-[A-Za-z0-9-]{20,}/],
  ['an OpenAI key', /\bsk-(?:proj-)?[A-Za-z0-9_-]{20,}/],
  ['a Loggia API key', /\blga_[A-Za-z0-9]{20,}/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{30,}/],
  ['an AWS access key', /\bAKIA[0-9A-Z]{16}\b/],
  ['a Google API key', /\bAIza[0-9A-Za-z_-]{35}\b/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a Telegram bot token', /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/],
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
]

/** Every place in the value whose text looks like a secret; the secret itself is not repeated. */
export function findSecrets(value: unknown, path = ''): Problem[] {
  if (typeof value === 'string') {
    const found = secretPatterns.find(([, pattern]) => pattern.test(value))
    return found ? [{ path, message: `contains what looks like ${found[0]}` }] : []
  }
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => findSecrets(item, path ? `${path}.${key}` : key))
}

/** What is wrong with a value that should be a definition, or the definition. */
export function readDefinition(value: unknown): { definition?: Definition; problems: Problem[] } {
  const parsed = definition.safeParse(value)
  const secrets = findSecrets(value)
  if (parsed.success) return { definition: parsed.data, problems: secrets }
  const problems = parsed.error.issues.map(issue => ({
    path: issue.path.join('.') || 'definition',
    message: issue.message,
  }))
  return { problems: [...problems, ...secrets] }
}

/** Throws `definition_secret` naming each place, never the secret. */
export function refuseSecrets(value: Definition): void {
  const found = findSecrets(value)
  if (found.length === 0) return
  const fields = found.map(({ path, message }) => `${path}: ${message}`)
  throw new LoggiaError('definition_secret', { detail: fields.join('; '), fields })
}

/** A handle from a name: lower case, letters, digits and "-", at most 39 characters. */
export function handleFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  const handle = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 39)
    .replace(/^-+|-+$/g, '')
  return handle || 'agent'
}

/** `base`, or `base-2`, `base-3` … whichever is not taken. */
export function freeHandle(base: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`
    const handle = `${base.slice(0, 39 - suffix.length)}${suffix}`
    if (!taken.has(handle)) return handle
  }
}
