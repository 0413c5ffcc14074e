import { fit } from '../arguments.ts'
import { isRecord } from '../results.ts'
import { ended, short, stems } from '../say.ts'
import type { ToolRule } from '../turn.ts'

const source =
  '(?:knowledge(?: base)?|docs?|documents?|documentation|files?|handbook|manual|notes|guide|library|sources?)'
const searches = [
  new RegExp(
    String.raw`\b(?:search|look|check|browse)\b.*?\b${source}\b\s*(?:for|about|on|:|to see)\s*(?<query>.+)`,
    'is',
  ),
  /\b(?:search|look up|look for|find out)\s+(?:for\s+|about\s+)?(?<query>.+)/is,
  new RegExp(
    String.raw`\bwhat (?:do|does)\b.*?\b${source}\b.*?\b(?:say|tell|know|write)(?:\s+\w+)?\s+(?:about|on|of)\s+(?<query>.+)`,
    'is',
  ),
  new RegExp(String.raw`\baccording to\b.*?\b${source}\b,?\s*(?<query>.+)`, 'is'),
  new RegExp(String.raw`\bfind\s+(?<query>.+?)\s+in\b.*\b${source}\b`, 'is'),
]

interface Passage {
  text: string
  source: string
}

/** Searches the agent's documents when asked to, and for questions nothing else could answer. */
export const knowledge: ToolRule = {
  knows: name => /^search_knowledge$|knowledge.*search|^search_(?:docs|documents)$/.test(name),

  calls(turn, tool) {
    for (const clause of turn.clauses) {
      const query = searches
        .map(pattern => pattern.exec(clause)?.groups?.query)
        .find(found => found !== undefined)
      const call = query && fit(tool, [{ value: tidy(query), names: ['query', 'text', 'question', 'q'] }])
      if (call) return [call]
    }
    return []
  },

  isEmpty: ({ output }) => passagesIn(output).length === 0,

  tell({ output, input }, turn) {
    const query = String(input.query ?? turn.text)
    const found = passagesIn(output).map(passage => ({
      ...passage,
      best: bestOf(passage.text, `${query} ${turn.text}`),
    }))
    if (found.length === 0) return `I searched the documents for “${query}” and found nothing about it.`
    const near = found.filter(({ best }) => best.score > 0)
    const shown = (near.length > 0 ? near : found).slice(0, near.length > 0 ? 3 : 1)
    const sources = [...new Set(shown.map(({ source }) => source))]
    const quotes = shown.map(
      ({ best, source }) => `> ${ended(short(best.text, 400))} [${sources.indexOf(source) + 1}]`,
    )
    const opening =
      near.length > 0
        ? 'The documents say:'
        : 'The nearest that the documents have, though it may not answer you:'
    const cited = sources.map((source, at) => `[${at + 1}] ${source}`).join(', ')
    return `${opening}\n\n${quotes.join('\n>\n')}\n\nSource${sources.length === 1 ? '' : 's'}: ${cited}`
  },
}

/** A query without quotes and end marks, at most 200 characters. */
export const tidy = (query: string) => short(query.trim().replace(/^["“']|["”'?.!\s]+$/g, ''), 200)

function passagesIn(output: unknown): Passage[] {
  if (Array.isArray(output)) return output.flatMap(passagesIn)
  if (typeof output === 'string') {
    return /^(?:no |nothing|$)/i.test(output.trim()) ? [] : [{ text: output, source: 'the documents' }]
  }
  if (!isRecord(output)) return []
  const text = output.text ?? output.quote ?? output.content ?? output.passage
  if (typeof text === 'string') {
    const source = output.source ?? output.title ?? output.document ?? output.name
    return [{ text, source: typeof source === 'string' ? source : 'the documents' }]
  }
  return Object.values(output).flatMap(value => (typeof value === 'object' ? passagesIn(value) : []))
}

/** The sentence of a passage that shares most words with the question, and the one after it. */
function bestOf(text: string, question: string): { text: string; score: number } {
  const wanted = stems(question)
  const sentences = text
    .replaceAll(/^#+\s.*$/gm, '')
    .split(/(?<=[.!?])\s+|\n+/)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '')
  const scores = sentences.map(sentence => [...stems(sentence)].filter(stem => wanted.has(stem)).length)
  const score = Math.max(0, ...scores)
  const at = Math.max(0, scores.indexOf(score))
  return { text: sentences.slice(at, at + 2).join(' '), score }
}
