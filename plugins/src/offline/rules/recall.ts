import { fit } from '../arguments.ts'
import { type Fact, factsOf, keyOf } from '../facts.ts'
import { isRecord, type Result } from '../results.ts'
import { capital, ended, stems } from '../say.ts'
import type { Call, TalkRule, ToolRule, Turn } from '../turn.ts'

const asks =
  /\b(?:what(?:'s|’s|s| is| was| are)|do you (?:still )?(?:know|remember)|tell me|can you recall)\s+(?:what\s+)?(?<whose>my|our|the)\s+(?<key>[\p{L}\p{N} -]+?)(?:\s+(?:is|was|are))?\s*[?.!]*$|\b(?<who>who am i)\b|\bwhat(?: else)? (?:do|can|did) you (?:still )?(?:remember|recall|know about me)\b(?:\s+(?:about|of)\s+(?<about>[^?]+))?|\bdo you remember\s+(?<thing>[^?]+)|^\s*recall\s+(?<recalled>[^?]+)/iu

/** What a clause asks to be recalled; an empty key asks for everything. */
function wanted(clause: string): { key: string; theirs: boolean } | undefined {
  const found = asks.exec(clause)?.groups
  if (!found) return undefined
  if (found.who) return { key: 'name', theirs: true }
  const about = found.key ?? found.about ?? found.thing ?? found.recalled ?? ''
  const all = /^(?:(?:about )?(?:me|us)|so far|everything|anything|all)?\s*$/i.test(about.trim())
  return { key: all ? '' : about.trim().replace(/^my\s+/i, ''), theirs: found.whose?.toLowerCase() !== 'the' }
}

/** Looks in the memory for what the conversation itself does not tell. */
export const recall: ToolRule = {
  knows: name => /^(?:recall|search_memory|search_memories)$/.test(name),

  calls(turn, tool) {
    const calls: (Call | undefined)[] = turn.clauses.map(clause => {
      const ask = wanted(clause)
      if (!ask?.theirs || (ask.key !== '' && known(turn, ask.key))) return undefined
      const query = ask.key === '' ? undefined : ask.key.toLowerCase()
      const names = ['query', 'text', 'question', 'q', 'key']
      return fit(tool, [{ value: query, names }]) ?? fit(tool, [{ value: query ?? 'about the user', names }])
    })
    return calls.filter(call => call !== undefined)
  },

  isEmpty: result => foundBy(result).length === 0,

  tell(result, turn) {
    const asked = askedBy(result)
    const found = foundBy(result)
    const exact = found.find(each => keyOf(each.key) === keyOf(asked))
    if (exact) return yours(exact)
    const told = asked === '' ? [...factsOf(turn.earlier).values()] : []
    const more = found.filter(each => !told.some(fact => keyOf(fact.key) === keyOf(each.key)))
    const all = [...told, ...more]
    if (all.length > 0) return `This is what I remember:\n\n${all.map(line).join('\n')}`
    return asked === ''
      ? nothing
      : `I found nothing about “${asked}” in my memory. Tell me, and I will keep it.`
  },
}

const askedBy = ({ input }: Result) => String(input.query ?? input.text ?? '')

/** The memories that have to do with what was asked; a memory may answer with its nearest, however far. */
function foundBy(result: Result): Fact[] {
  const asked = askedBy(result)
  const found = memories(result.output)
  return asked === '' ? found : found.filter(each => overlaps(`${each.key} ${each.value}`, asked))
}

/** Answers from what was said earlier in this conversation. */
export const recallHere: TalkRule = turn => {
  const lines = turn.clauses.flatMap(clause => {
    const ask = wanted(clause)
    if (!ask) return []
    const fact = ask.key === '' ? undefined : known(turn, ask.key)
    if (fact) return [yours(fact)]
    if (ask.key !== '')
      return ask.theirs ? [`I do not know your ${ask.key} yet. Tell me, and I will remember it.`] : []
    const all = [...factsOf(turn.earlier).values()]
    return [all.length > 0 ? `This is what I remember:\n\n${all.map(line).join('\n')}` : nothing]
  })
  return lines.length > 0 ? lines.join('\n') : undefined
}

const nothing = 'You have not told me anything about yourself yet. Try “My name is Ada.”'

const known = (turn: Turn, key: string) => factsOf(turn.earlier).get(keyOf(key))

const yours = ({ key, value }: Fact) => (key === '' ? ended(value) : `Your ${key} is ${ended(value)}`)
const line = ({ key, value }: Fact) => `- ${key === '' ? '' : `${capital(key)}: `}${ended(value)}`

function overlaps(text: string, asked: string): boolean {
  const parts = stems(text)
  return [...stems(asked)].some(stem => parts.has(stem))
}

function memories(output: unknown): Fact[] {
  if (Array.isArray(output)) return output.flatMap(memories)
  if (typeof output === 'string')
    return /^(?:no |nothing|$)/i.test(output.trim()) ? [] : [{ key: '', value: output }]
  if (!isRecord(output)) return []
  const value = output.value ?? output.content ?? output.text ?? output.memory
  if (typeof value === 'string') return [{ key: typeof output.key === 'string' ? output.key : '', value }]
  return Object.values(output).flatMap(each => (typeof each === 'object' ? memories(each) : []))
}
