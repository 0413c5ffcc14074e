import { fit } from '../arguments.ts'
import { isRecord } from '../results.ts'
import type { Call, TalkRule, ToolRule } from '../turn.ts'

const asks =
  /(?<!don['’]t )(?<!never )(?<!not )\b(?:forget|delete|erase)\s+(?:about\s+|that\s+)?(?:(?:my|the|our)\s+)?(?<what>[^.?!]+)/i

const whatIn = (clause: string) => asks.exec(clause)?.groups?.what?.trim()

/** Takes back what was remembered, when asked to. */
export const forget: ToolRule = {
  knows: name => /^(?:forget|delete_memory)$/.test(name),

  calls(turn, tool) {
    const calls: (Call | undefined)[] = turn.clauses.map(clause => {
      const what = whatIn(clause)?.toLowerCase()
      return (
        (what && fit(tool, [{ value: what, names: ['key', 'query', 'name', 'text', 'memory'] }])) || undefined
      )
    })
    return calls.filter(call => call !== undefined)
  },

  tell({ input, output }) {
    const what = String(Object.values(input)[0] ?? 'it')
    const none = isRecord(output) && (output.forgotten === 0 || output.forgotten === false)
    return none ? `There was nothing in my memory under “${what}”.` : `Done: I have forgotten your ${what}.`
  },
}

/** Forgets within the conversation, where no memory tool is offered. */
export const forgetHere: TalkRule = turn => {
  const what = turn.clauses.map(whatIn).find(found => found !== undefined)
  return what && `Done: from here on I leave ${what} out. It still stands above in this conversation.`
}
