/** Who the agent is, as far as its system prompt says. Absent parts are empty. */
export interface Persona {
  name: string
  bio: string[]
  lore: string[]
  topics: string[]
  adjectives: string[]
  style: string[]
  /** Dialogues that show how it answers: what a person said and what it answered. */
  examples: { asked: string; answered: string }[]
  /** Everything else it was told, sentence by sentence. */
  instructions: string[]
}

type Part = Exclude<keyof Persona, 'name'>

const parts: [RegExp, Part][] = [
  [/example/i, 'examples'],
  [/lore|background|history/i, 'lore'],
  [/topic|interest|know about/i, 'topics'],
  [/adjective|trait|personality/i, 'adjectives'],
  [/style|tone|voice|write/i, 'style'],
  [/\bbio|about/i, 'bio'],
]

const heading = /^(?:#{1,4}\s+(?<hash>.+)|(?<label>[A-Z][A-Za-z' ]{1,40}):(?<inline>.*))$/
const bullet = /^(?:[-*•]|\d+[.)])\s+/

/** Characters of a system prompt that are read. */
const longest = 200_000

/** Reads an agent's system prompt: its headings or "Label:" lines, their bullets, and free sentences. */
export function readPersona(system: string): Persona {
  const persona: Persona = {
    name: '',
    bio: [],
    lore: [],
    topics: [],
    adjectives: [],
    style: [],
    examples: [],
    instructions: [],
  }
  const dialogue: string[] = []
  let part: Part = 'instructions'
  let open = false
  const told = system.slice(0, longest).trimStart().replace(naming, '')
  for (const paragraph of told.split(/\n{2,}/)) {
    const [first = '', ...rest] = paragraph.split('\n').map(line => line.trim())
    const found = heading.exec(first)?.groups
    const title = found?.hash ?? found?.label
    const known = title === undefined ? undefined : parts.find(([pattern]) => pattern.test(title))?.[1]
    const lines = [known ? (found?.inline ?? '') : first, ...rest].filter(line => line.trim() !== '')
    if (known) part = known
    else if (part !== 'examples' && !open && !bullet.test(first)) part = 'instructions'
    open = known !== undefined && lines.length === 0
    if (part === 'examples') dialogue.push(...lines)
    else add(persona, part, lines)
  }
  persona.examples = examplesIn(dialogue)
  persona.name = nameIn(system)
  return persona
}

function add(persona: Persona, part: Exclude<Part, 'examples'>, lines: string[]): void {
  for (const raw of lines) {
    const line = raw.trim().replace(bullet, '')
    const traits = /^You are ((?!an? |the )[a-z][^.]{0,200})\.$/.exec(line)?.[1]
    if (traits) persona.adjectives.push(...listed(traits))
    else if (part === 'topics' || part === 'adjectives') persona[part].push(...listed(line))
    else if (part === 'instructions') persona.instructions.push(...line.split(/(?<=[.!?])\s+(?=[A-Z"“])/))
    else persona[part].push(line)
  }
}

/** The first paragraph, when it does nothing but name the agent. */
const naming = /^(?:#+\s*)?You are (?!an? )(.{1,80}?)\.?\s*(?:\n\s*\n|$)/

/** The agent's name: "You are Ada." or "Name: Ada"; empty when the prompt does not tell it. */
function nameIn(system: string): string {
  const alone = naming.exec(system.trimStart())
  const named =
    /^name:\s*(.+)$/im.exec(system) ?? /\bYou are (\p{Lu}[\p{L}\p{N} '’-]{0,60}?)[.,;]/u.exec(system)
  return ((alone ?? named)?.[1] ?? '').trim()
}

function examplesIn(lines: string[]): Persona['examples'] {
  const examples: Persona['examples'] = []
  let asked = ''
  for (const line of lines) {
    const { who, text } =
      /^\**(?<who>[^:]{1,80}?)\**:\s*(?<text>.+)$/.exec(line.replace(bullet, ''))?.groups ?? {}
    if (!who || !text) continue
    if (/^(?:user|person|them|human|visitor)$/i.test(who)) asked = text
    else if (asked !== '') {
      examples.push({ asked, answered: text })
      asked = ''
    }
  }
  return examples
}

const listed = (line: string) =>
  line
    .replace(/\.$/, '')
    .split(/,\s*(?:and\s+)?|;\s*/)
    .map(item => item.trim())
    .filter(item => item !== '')
