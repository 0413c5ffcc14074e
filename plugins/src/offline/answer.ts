import { isKnown, ruleOf } from './rules/index.ts'
import { lastResort } from './rules/last-resort.ts'
import { calledByName, other } from './rules/other.ts'
import { greetByName } from './rules/remember.ts'
import { isEmpty, tellResults } from './rules/tell.ts'
import { withNotice } from './talk/identity.ts'
import { chat, work } from './talk/index.ts'
import { refuse } from './talk/refusal.ts'
import { inStyle } from './talk/style.ts'
import { asksSummary, summarise } from './talk/summary.ts'
import { unknown } from './talk/unknown.ts'
import type { Call, Reply, TalkRule, Turn } from './turn.ts'

/**
 * What the rule model says to a turn. Pure: the same turn always has the same reply. The order is the
 * behaviour: a summary for the host, results that came back, a refusal, calls, work, talk, and at last
 * a search of the documents and the memory, or the honest "I have no rule for this".
 */
export function answer(turn: Turn): Reply {
  if (asksSummary(turn)) return { text: summarise(turn), calls: [] }
  const say = (text: string): Reply => ({ text: withNotice(text, turn), calls: [] })
  if (turn.results.length > 0) return say(afterCalls(turn))
  const no = refuse(turn)
  if (no !== undefined) return say(no)
  const calls = callsFor(turn)
  if (calls.length > 0) return { text: '', calls }
  const done = first(work, turn)
  if (done !== undefined) return say(done)
  const said = first(chat, turn)
  if (said !== undefined) return say(inStyle(said, turn.persona))
  const searches = lastResort(turn)
  return searches.length > 0 ? { text: '', calls: searches } : say(unknown(turn))
}

function first(rules: readonly TalkRule[], turn: Turn): string | undefined {
  for (const rule of rules) {
    const said = rule(turn)
    if (said !== undefined) return said
  }
  return undefined
}

/** Calls in the order in which the message asks for them; a call that is asked for twice is made once. */
function callsFor(turn: Turn): Call[] {
  const calls = turn.clauses.flatMap(clause => {
    const part = { ...turn, clauses: [clause] }
    const known = turn.tools.filter(isKnown).flatMap(tool => {
      const wanted = ruleOf(tool.name).calls(part, tool)
      return wanted.length > 0 ? wanted : calledByName(part, tool)
    })
    if (known.length > 0) return known
    return turn.tools.filter(tool => !isKnown(tool)).flatMap(tool => other.calls(part, tool))
  })
  return [...new Map(calls.map(call => [JSON.stringify(call), call])).values()]
}

/** The results in words; a name that was told beside another request is greeted too. */
function afterCalls(turn: Turn): string {
  if (turn.results.length > 0 && turn.results.every(isEmpty) && callsFor(turn).length === 0)
    return unknown(turn)
  return [greetByName(turn), tellResults(turn)].filter(part => part !== undefined).join('\n\n')
}
