import type { Definition } from '@loggia/contract'

const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `${title}\n${items.map(item => `- ${item}`).join('\n')}`

const memoryWords = `You can keep what matters with the tool "remember" and find it again with "recall". Recall before \
you say that you do not know something about this person. Never store passwords or keys.`

/**
 * The start of every prompt of an agent. It depends on the definition alone (no clock, no shuffling),
 * so that the vendor's prompt cache hits from the second message on.
 */
export function systemPrompt(definition: Definition, toolNames: ReadonlySet<string>): string {
  const { character, name } = definition
  const sections = [
    `You are ${name}.`,
    character.instructions,
    list('About you:', character.bio),
    list('Background:', character.lore),
    character.adjectives.length > 0 ? `You are ${character.adjectives.join(', ')}.` : '',
    character.topics.length > 0 ? `You know about: ${character.topics.join(', ')}.` : '',
    list('How you write:', character.style),
    examples(definition),
    toolNames.has('remember') ? memoryWords : '',
    toolNames.has('search_knowledge')
      ? 'You were given documents. Search them with "search_knowledge" before answering what they may cover, and name the source.'
      : '',
  ]
  return sections.filter(section => section !== '').join('\n\n')
}

function examples({ character, name }: Definition): string {
  if (character.examples.length === 0) return ''
  const dialogues = character.examples.map(dialogue =>
    dialogue.map(line => `${line.role === 'agent' ? name : 'User'}: ${line.text}`).join('\n'),
  )
  return `Examples of how you talk:\n\n${dialogues.join('\n\n')}`
}
