import { LoggiaError } from '@loggia/contract'

export type Json = Record<string, unknown>

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Strings of a field that may be one string, a list, or nested lists; anything else is left out. */
export function texts(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [clean(value)]
  return Array.isArray(value) ? value.flatMap(texts) : []
}

/** Text that a database accepts: no zero characters, no half characters, no white space around it. */
export const clean = (text: string) => text.replaceAll('\u0000', '').toWellFormed().trim()

/** The character inside what was given: the file itself, or wrapped as projects and exports wrap it. */
export function readCharacter(given: unknown): Json {
  const json = typeof given === 'string' ? parse(given) : given
  if (Array.isArray(json)) {
    if (json.length === 1) return readCharacter(json[0])
    throw unreadable(`The file holds ${json.length} characters or none; import one at a time.`)
  }
  if (!isRecord(json)) throw unreadable('The file holds no JSON object.')
  for (const wrapper of ['character', 'characterJson', 'agent']) {
    const inner = json[wrapper]
    if (isRecord(inner) && !('bio' in json)) return readCharacter(inner)
  }
  const known = ['bio', 'system', 'lore', 'messageExamples', 'topics', 'adjectives', 'style']
  const has = known.filter(field => field in json)
  if (has.length === 0) {
    const keys = Object.keys(json).slice(0, 8).join(', ') || 'nothing'
    throw unreadable(`A character has a bio, a system text, a style or examples; this object has ${keys}.`)
  }
  return json
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw unreadable('The file is not valid JSON.', cause)
  }
}

export const unreadable = (detail: string, cause?: unknown) =>
  new LoggiaError('import_unreadable', { detail, cause })
