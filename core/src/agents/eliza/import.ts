import { type Definition, definition } from '@loggia/contract'
import { handleFrom } from '../definition.ts'
import { examplesOf } from './examples.ts'
import { type KnowledgeText, knowledgeOf } from './knowledge.ts'
import { warnOfKinds, warnOfRest } from './left-out.ts'
import { bounded, boundedExamples } from './limits.ts'
import { modelOf } from './model.ts'
import { fillNames, nameOf } from './names.ts'
import { warnOfPlugins } from './plugins.ts'
import { isRecord, readCharacter, texts, unreadable } from './read.ts'
import { secretIn, secretsOf } from './secrets.ts'

export interface ImportedCharacter {
  definition: Definition
  /** A handle made from the name; it may be taken. */
  handle: string
  /** One line per thing that was not carried over. */
  warnings: string[]
  knowledge: KnowledgeText[]
  /** Names of the secrets that the file held; their values are nowhere in the result. */
  secretsDropped: string[]
}

/**
 * A character of ElizaOS (version 0 or 1.x) as a definition. Pure; unknown keys are told, never fatal.
 * Throws `import_unreadable` with the reason when it is no character.
 */
export function importCharacter(given: unknown): ImportedCharacter {
  const character = readCharacter(given)
  const warnings: string[] = []
  const warn = (line: string) => void (warnings.includes(line) || warnings.push(line))
  const secrets = secretsOf(character)
  for (const secret of secrets) warn(`secret "${secret.name}": never leaves the file`)

  const name = nameOf(character, warn)
  const placeholder = (whole: string) => warn(`${whole}: a placeholder that is not known here, left as it is`)
  const isSafe = (field: string) => (text: string) => {
    const why = secretIn(text, secrets)
    if (why) warn(`${field}: a text that ${why} was left out`)
    return why === undefined
  }
  const field = (key: string, value = character[key]) =>
    texts(value)
      .filter(isSafe(key))
      .map(text => fillNames(text, name, placeholder))

  const style = isRecord(character.style) ? character.style : { all: character.style }
  const examples = examplesOf(character.messageExamples, name, placeholder, warn).filter(dialogue =>
    dialogue.every(line => isSafe('messageExamples')(line.text)),
  )
  const knowledge = knowledgeOf(character.knowledge, warn).filter(({ text }) => isSafe('knowledge')(text))

  const instructions = field('system').join('\n\n')
  if (instructions.length > 100_000) warn('system: cut at 100,000 characters')
  const bio = field('bio')
  const input = {
    name,
    summary: summaryOf(bio),
    character: {
      instructions: instructions.slice(0, 100_000).toWellFormed(),
      bio: bounded('bio', bio, warn),
      lore: bounded('lore', field('lore'), warn),
      topics: bounded('topics', field('topics'), warn),
      adjectives: bounded('adjectives', field('adjectives'), warn),
      style: bounded('style', [...field('style.all', style.all), ...field('style.chat', style.chat)], warn),
      examples: boundedExamples(examples, warn),
    },
    model: modelOf(character, warn),
  }
  if (texts(style.post).length > 0) warn('style.post: posts have no place here yet')
  warnOfPlugins(character.plugins, warn)
  warnOfKinds(character, warn)
  warnOfRest(character, warn)

  const parsed = definition.safeParse(input)
  if (!parsed.success) {
    const fields = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
    throw unreadable(`The character does not fit a definition: ${fields.join('; ')}`)
  }
  return {
    definition: parsed.data,
    handle: handleFrom(name),
    warnings,
    knowledge,
    secretsDropped: secrets.map(secret => secret.name),
  }
}

function summaryOf([first = '']: readonly string[]): string {
  const flat = first.replaceAll(/\s+/g, ' ')
  return flat.length <= 280
    ? flat
    : `${flat
        .slice(0, 279)
        .replace(/\s+\S*$/, '')
        .toWellFormed()}…`
}
