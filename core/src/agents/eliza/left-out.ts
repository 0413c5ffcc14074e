import { modelSettings } from './model.ts'
import { isRecord, type Json } from './read.ts'
import { isSecret } from './secrets.ts'

const carried = new Set(
  'name username system bio lore topics adjectives style messageExamples knowledge plugins modelProvider model settings secrets env'.split(
    ' ',
  ),
)
/** Bookkeeping of an exported agent that means nothing elsewhere. */
const bookkeeping = new Set('id $schema enabled status createdAt updatedAt agentId version'.split(' '))

const known: Record<string, string> = {
  clients: 'its channels',
  clientConfig: 'settings of channels',
  postExamples: 'posts have no place here yet',
  people: 'has no place in a definition',
  twitterProfile: 'a profile of a channel',
  templates: 'prompts are built by the house',
  imageModelProvider: 'images are not made here',
  imageVisionModelProvider: 'images are not described here',
  modelEndpointOverride: 'set the base URL of the provider in the environment instead',
  extends: 'other files are not read; import a character that stands alone',
  nft: 'has no place in a definition',
  cacheMode: 'the house decides what is cached',
}

const knownSettings: Record<string, string> = {
  mcp: 'MCP servers',
  voice: 'voices have no place here',
  avatar: 'a picture has no place here yet',
}

/** One line for each field and setting that has no place in a definition. */
export function warnOfRest(character: Json, warn: (line: string) => void): void {
  for (const [field, value] of Object.entries(character)) {
    if (carried.has(field) || bookkeeping.has(field) || isEmpty(value)) continue
    const why = (Object.hasOwn(known, field) && known[field]) || 'a field that is not known here'
    const what = field === 'clients' && Array.isArray(value) ? ` (${value.map(String).join(', ')})` : ''
    warn(`${field}${what}: ${why}`)
  }
  const settings = isRecord(character.settings) ? character.settings : {}
  for (const [name, value] of Object.entries(settings)) {
    if (name === 'secrets' || modelSettings.has(name) || isEmpty(value) || isSecret(name, value)) continue
    warn(
      `settings.${name}: ${(Object.hasOwn(knownSettings, name) && knownSettings[name]) || 'a setting that is not known here'}`,
    )
  }
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0)

const textFields = ['name', 'username', 'system', 'bio', 'lore', 'topics', 'adjectives', 'modelProvider']

/** One line for each field of texts that holds something else. */
export function warnOfKinds(character: Json, warn: (line: string) => void): void {
  for (const field of textFields) {
    const others = notTexts(character[field])
    if (others > 0) warn(`${field}: ${others} ${others === 1 ? 'entry is' : 'entries are'} not text`)
  }
  const { settings } = character
  if (settings !== undefined && settings !== null && !isRecord(settings)) warn('settings: not an object')
}

const notTexts = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + notTexts(each), 0)
  return typeof value === 'string' || value === undefined || value === null ? 0 : 1
}
