import { accepts, propertiesOf, requiredOf } from '../arguments.ts'
import { isRecord } from '../results.ts'
import { words } from '../say.ts'
import type { Call, OfferedTool, ToolRule, Turn } from '../turn.ts'
import { plain } from './plain.ts'

/**
 * Calls any other tool: named outright ("use convert with {…}"), or when the message has all the words
 * of its name ("what is the weather in Rome?" and `get_weather`). Arguments are taken from the message.
 */
export const other: ToolRule = {
  knows: () => true,

  calls: (turn, tool) => callsWhere(turn, tool, addressed),

  tell: result => plain(result),
}

/** The call of a tool that the message names outright: "use calculator with …". */
export const calledByName = (turn: Turn, tool: OfferedTool) => callsWhere(turn, tool, named)

function callsWhere(turn: Turn, tool: OfferedTool, restOf: typeof named): Call[] {
  for (const clause of turn.clauses) {
    const rest = restOf(clause, tool)
    const input = rest === undefined ? undefined : filled(tool, rest)
    if (input) return [{ tool: tool.name, input }]
  }
  return []
}

function named(clause: string, tool: OfferedTool): string | undefined {
  const spelled = nameWords(tool.name).join('[\\s_-]*')
  const found = new RegExp(
    `\\b(?:use|call|run|try|invoke)\\b.*?\\b${spelled}\\b\`?(?:\\s+tool)?(?<rest>.*)$`,
    'is',
  )
  return found.exec(clause)?.groups?.rest
}

/** The part of a clause that follows the tool's name; undefined when the clause is not about it. */
function addressed(clause: string, tool: OfferedTool): string | undefined {
  const rest = named(clause, tool)
  if (rest !== undefined) return rest
  const parts = nameWords(tool.name)
  const telling = parts.filter(
    part => !/^(?:get|set|list|fetch|the|a|tool|current|show|read|make|do|run)$/.test(part),
  )
  const lower = words(clause.toLowerCase())
  const last = Math.max(...telling.map(part => lower.findIndex(word => word === part || word === `${part}s`)))
  const all =
    telling.length > 0 && telling.every(part => lower.some(word => word === part || word === `${part}s`))
  return all
    ? words(clause)
        .slice(last + 1)
        .join(' ')
    : undefined
}

const nameWords = (name: string) =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter(part => part !== '')

/** Arguments from the words after the tool's name; undefined when a required one cannot be found. */
function filled(tool: OfferedTool, rest: string): Record<string, unknown> | undefined {
  const given = json(rest)
  if (given) return given
  const input: Record<string, unknown> = {}
  const numbers = (rest.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number)
  const place = /\b(?:in|for|at|of|about|to|on|with|from)\s+(.+?)[?.!]*$/i.exec(rest)?.[1]
  const words = (place ?? rest).replace(/^[\s:,]+|[\s?.!]+$/g, '').replace(/^["“](.*)["”]$/, '$1')
  for (const [name, schema] of Object.entries(propertiesOf(tool))) {
    const choices = Array.isArray(schema.enum) ? schema.enum : []
    const chosen = choices.find(choice => rest.toLowerCase().includes(String(choice).toLowerCase()))
    if (chosen !== undefined) input[name] = chosen
    else if (schema.type === 'number' || schema.type === 'integer') {
      const number = numbers.shift()
      if (number !== undefined && accepts(schema, number)) input[name] = number
    } else if (accepts(schema, words) && words !== '' && !Object.values(input).includes(words)) {
      if (requiredOf(tool).includes(name) || requiredOf(tool).length === 0) input[name] = words
    }
  }
  return requiredOf(tool).every(name => Object.hasOwn(input, name)) ? input : undefined
}

function json(text: string): Record<string, unknown> | undefined {
  const found = /\{.*\}/s.exec(text)?.[0]
  if (!found) return undefined
  try {
    const value: unknown = JSON.parse(found)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
