import { type Definition, definition } from '@loggia/contract'
import { findSecrets, handleFrom } from '../definition.ts'
import { examplesOf } from './examples.ts'
import { type KnowledgeText, knowledgeOf } from './knowledge.ts'
import { warnOfRest } from './left-out.ts'
import { bounded, boundedExamples } from './limits.ts'
import { modelOf } from './model.ts'
import { fillNames, nameOf } from './names.ts'
import { warnOfPlugins } from './plugins.ts'
import { isRecord, readCharacter, texts, unreadable } from './read.ts'
import { secretNames } from './secrets.ts'

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
  const secretsDropped = secretNames(character)
  for (const secret of secretsDropped) warn(`secret "${secret}": never carried over; add it under Settings`)

  const name = nameOf(character, warn)
  const placeholder = (whole: string) => warn(`${whole}: a placeholder that is not known here, left as it is`)
  const field = (value: unknown) =>
    texts(value).flatMap(text => {
      const [secret] = findSecrets(text)
      if (!secret) return [fillNames(text, name, placeholder)]
      warn(`a text that ${secret.message} was left out`)
      return []
    })

  const style = isRecord(character.style) ? character.style : { all: character.style }
  const examples = examplesOf(character.messageExamples, name, placeholder, warn)
  const safeExamples = examples.filter(dialogue => findSecrets(dialogue).length === 0)
  if (safeExamples.length < examples.length)
    warn('messageExamples: dialogues with a secret in them were left out')
  const knowledge = knowledgeOf(character.knowledge, warn).filter(each => findSecrets(each).length === 0)

  const instructions = field(character.system).join('\n\n')
  if (instructions.length > 100_000) warn('system: cut at 100,000 characters')
  const bio = field(character.bio)
  const input = {
    name,
    summary: summaryOf(bio),
    character: {
      instructions: instructions.slice(0, 100_000).toWellFormed(),
      bio: bounded('bio', bio, warn),
      lore: bounded('lore', field(character.lore), warn),
      topics: bounded('topics', field(character.topics), warn),
      adjectives: bounded('adjectives', field(character.adjectives), warn),
      style: bounded('style', [...field(style.all), ...field(style.chat)], warn),
      examples: boundedExamples(safeExamples, warn),
    },
    model: modelOf(character, warn),
  }
  if (texts(style.post).length > 0) warn('style.post: posts have no place here yet, not carried over')
  warnOfPlugins(character.plugins, warn)
  warnOfRest(character, warn)

  const parsed = definition.safeParse(input)
  if (!parsed.success) {
    const fields = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
    throw unreadable(`The character does not fit a definition: ${fields.join('; ')}`)
  }
  return { definition: parsed.data, handle: handleFrom(name), warnings, knowledge, secretsDropped }
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
