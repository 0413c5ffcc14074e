import { fit, propertiesOf } from '../arguments.ts'
import { type Fact, factsIn } from '../facts.ts'
import { isRecord } from '../results.ts'
import { capital, ended, words } from '../say.ts'
import type { Call, OfferedTool, TalkRule, ToolRule, Turn } from '../turn.ts'

const asked =
  /\b(?:remember|keep in mind|note down|don['’]t forget|make a note)\b(?!\s+(?:me|my name\?|it|what|when|who|anything|everything|all)\b)\s*(?:that|,|:)?\s*(?<what>[^?]+)$/is

/** Keeps what the message asks to remember, and what somebody tells about themselves. */
export const remember: ToolRule = {
  knows: name => /^(?:remember|save_memory|store_memory)$/.test(name),

  calls: (turn, tool) => toKeep(turn).flatMap(fact => keep(tool, fact, scopeOf(turn.text)) ?? []),

  tell({ input, output }) {
    const key = String(input.key ?? '')
    const value = String(input.value ?? input.content ?? input.text ?? '')
    const scope = isRecord(output) && typeof output.scope === 'string' ? output.scope : input.scope
    const again = isRecord(output) && output.replaced === true ? ' in place of what I had' : ''
    const where = `I keep it in ${places[String(scope)] ?? 'my memory'}${again}`
    if (key === 'name') return `Nice to meet you, ${value}. ${where}.`
    const told = key !== '' && !value.toLowerCase().startsWith(key.toLowerCase())
    return `${where}: ${ended(told ? `${key} is ${value}` : value)}`
  },
}

const places: Record<string, string> = {
  user: 'my memory of you, so I will know it next time too',
  conversation: 'the memory of this conversation',
  agent: 'the memory that everyone who talks to me shares',
}

const scopeOf = (text: string) =>
  /\bfor (?:everyone|everybody|all of us)\b/i.test(text)
    ? 'agent'
    : /\b(?:only )?(?:in|for) this (?:conversation|chat)\b/i.test(text)
      ? 'conversation'
      : undefined

function toKeep({ clauses }: Turn): Fact[] {
  const kept = new Map<string, Fact>()
  for (const clause of clauses) {
    const facts = factsIn(clause)
    for (const fact of facts) kept.set(fact.key, fact)
    const what = asked
      .exec(clause)
      ?.groups?.what?.trim()
      .replace(/[.!]+$/, '')
    if (!what || facts.length > 0) continue
    const key = words(what).slice(0, 5).join(' ').toLowerCase()
    kept.set(key, { key, value: capital(what) })
  }
  return [...kept.values()]
}

function keep(tool: OfferedTool, { key, value }: Fact, scope: string | undefined): Call | undefined {
  const keyNames = ['key', 'name', 'topic', 'subject']
  const keyed = keyNames.some(name => Object.hasOwn(propertiesOf(tool), name))
  const sentence = value.toLowerCase().startsWith(key) ? value : `The user's ${key} is ${value}.`
  return fit(tool, [
    { value: key.toLowerCase(), names: keyNames },
    { value: keyed ? value : sentence, names: ['value', 'content', 'text', 'fact', 'memory'] },
    { value: scope, names: ['scope'] },
  ])
}

/** Greets whoever introduces themselves beside another request, unless `remember` already does. */
export function greetByName(turn: Turn): string | undefined {
  const name = toKeep(turn).find(fact => fact.key === 'name')?.value
  const kept = turn.results.some(({ tool }) => remember.knows(tool))
  return name === undefined || kept ? undefined : `Nice to meet you, ${name}.`
}

/** Takes in what is told where no memory tool is offered: the conversation itself is the memory. */
export const keepHere: TalkRule = turn => {
  const facts = toKeep(turn)
  const name = facts.find(fact => fact.key === 'name')?.value
  const others = facts.filter(fact => fact.key !== 'name')
  if (facts.length === 0) return undefined
  const hello = name ? [`Nice to meet you, ${name}.`] : []
  const noted = others.map(({ key, value }) =>
    value.toLowerCase().startsWith(key) ? `Noted: ${ended(value)}` : `Noted: ${key} is ${ended(value)}`,
  )
  return [...hello, ...noted, 'I will know it for the rest of this conversation.'].join(' ')
}
