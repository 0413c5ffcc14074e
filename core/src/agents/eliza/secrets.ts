import { findSecrets } from '../definition.ts'
import { isRecord, type Json } from './read.ts'

const secretName =
  /(?:api[_-]?key|secret|token|password|passwd|private[_-]?key|mnemonic|seed[_-]?phrase|credential|cookies?|auth|webhook|bearer|session)s?(?:_|$)|_KEY$|_PAT$|^KEY$|^salt$/i
const harmless = /MAX_TOKENS?$|TOKENIZER|_TOKENS$|tokenLimit$/i

/** Whether a setting is one that holds a secret, by its name, or by the look of its value. */
export const isSecret = (name: string, value: unknown): boolean =>
  (!harmless.test(name) && secretName.test(name)) || findSecrets(value).length > 0

/** The names of all secrets a character carries, from `secrets`, `settings.secrets` and its other settings. */
export function secretNames(character: Json): string[] {
  const settings = isRecord(character.settings) ? character.settings : {}
  const boxes = [character.secrets, settings.secrets, character.env].filter(isRecord)
  const names = boxes.flatMap(box => Object.keys(box).filter(name => isSet(box[name])))
  return [...new Set([...names, ...inside(settings, '')])]
}

function inside(settings: Json, path: string): string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (path === '' && name === 'secrets') return []
    const full = path ? `${path}.${name}` : name
    if (isRecord(value)) return inside(value, full)
    return isSet(value) && isSecret(name, value) ? [full] : []
  })
}

const isSet = (value: unknown) => value !== '' && value !== null && value !== undefined
