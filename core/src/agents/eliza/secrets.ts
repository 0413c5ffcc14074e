import { findSecrets } from '../definition.ts'
import { isRecord, type Json } from './read.ts'

const secretName =
  /(?:api[_-]?key|secret|token|password|passwd|private[_-]?key|mnemonic|seed[_-]?phrase|credential|cookies?|auth|webhook|bearer|session)s?(?:_|$)|_KEY$|_PAT$|^KEY$|^salt$/i
const harmless = /TOKENS$|MAX_TOKEN$|TOKENIZER|TOKEN_?LIMIT$/i

/** Whether a setting is one that holds a secret, by its name, or by the look of its value. */
export const isSecret = (name: string, value: unknown): boolean =>
  (!harmless.test(name) && secretName.test(name)) || findSecrets(value).length > 0

export interface Secret {
  /** Where it stood, for example `mcp.env.GITHUB_TOKEN`. */
  name: string
  value: string
}

/** All secrets a character carries: in `secrets`, `settings.secrets`, `env` and among its other settings. */
export function secretsOf(character: Json): Secret[] {
  const settings = isRecord(character.settings) ? character.settings : {}
  const boxes = [character.secrets, settings.secrets, character.env].filter(isRecord)
  const boxed = boxes.flatMap(box => Object.entries(box).filter(([, value]) => isSet(value)))
  const found = [...boxed, ...inside(settings, '')].map(([name, value]) => ({ name, value: String(value) }))
  return [...new Map(found.map(secret => [secret.name, secret])).values()]
}

function inside(settings: Json, path: string): [string, unknown][] {
  return Object.entries(settings).flatMap(([name, value]): [string, unknown][] => {
    if (path === '' && name === 'secrets') return []
    const full = path ? `${path}.${name}` : name
    if (isRecord(value)) return inside(value, full)
    return isSet(value) && isSecret(name, value) ? [[full, value]] : []
  })
}

const isSet = (value: unknown) => value !== '' && value !== null && value !== undefined

/** What kind of secret a text holds: one of this character's own, or what looks like a vendor's key. */
export function secretIn(text: string, secrets: readonly Secret[]): string | undefined {
  const own = secrets.find(({ value }) => value.length >= 8 && text.includes(value))
  return own ? `contains the secret "${own.name}"` : findSecrets(text)[0]?.message
}
