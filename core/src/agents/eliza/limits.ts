import type { Character } from '@loggia/contract'

const limits = {
  bio: { items: 100, characters: 2_000 },
  lore: { items: 200, characters: 2_000 },
  topics: { items: 200, characters: 200 },
  adjectives: { items: 100, characters: 200 },
  style: { items: 100, characters: 1_000 },
} as const

/** A list within what a definition may hold; says one line for what did not fit. */
export function bounded(
  field: keyof typeof limits,
  items: readonly string[],
  warn: (line: string) => void,
): string[] {
  const { items: most, characters } = limits[field]
  const pieces = items.flatMap(item => split(item, characters))
  if (pieces.length > most) warn(`${field}: the first ${most} of ${pieces.length} entries were carried over`)
  return pieces.slice(0, most)
}

/** Dialogues within what a definition may hold. */
export function boundedExamples(
  examples: Character['examples'],
  warn: (line: string) => void,
): Character['examples'] {
  const long = examples.flat().filter(line => line.text.length > 10_000).length
  if (long > 0) warn(`messageExamples: ${long} lines were cut at 10,000 characters`)
  if (examples.length > 100)
    warn(`messageExamples: the first 100 of ${examples.length} dialogues were carried over`)
  const longer = examples.filter(dialogue => dialogue.length > 50).length
  if (longer > 0) warn(`messageExamples: ${longer} dialogues were cut after 50 lines`)
  return examples
    .slice(0, 100)
    .map(dialogue =>
      dialogue.slice(0, 50).map(({ role, text }) => ({ role, text: text.slice(0, 10_000).toWellFormed() })),
    )
}

/** A text of any length as pieces that fit, cut between sentences or words where there are any. */
function split(text: string, most: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > most) {
    const head = rest.slice(0, most)
    const at = Math.max(head.lastIndexOf('. ') + 1, head.lastIndexOf('\n'))
    const cut = at > most / 2 ? at : head.lastIndexOf(' ') > most / 2 ? head.lastIndexOf(' ') : most
    pieces.push(rest.slice(0, cut).toWellFormed().trim())
    rest = rest.slice(cut).trim()
  }
  return rest === '' ? pieces : [...pieces, rest]
}
