import { fit } from '../arguments.ts'
import { stems } from '../say.ts'
import type { Call, Turn } from '../turn.ts'
import { knowledge, tidy } from './knowledge.ts'
import { recall } from './recall.ts'

const question =
  /\?\s*$|^\s*(?:what|who|where|when|why|how|which|is|are|does|do|can|tell me|explain|describe)\b/i

/** Where a question that no rule answers may still be answered: the documents and the memory, at once. */
export function lastResort(turn: Turn): Call[] {
  if (!question.test(turn.text) || stems(turn.text).size === 0) return []
  const calls: (Call | undefined)[] = turn.tools
    .filter(tool => knowledge.knows(tool.name) || recall.knows(tool.name))
    .map(tool => fit(tool, [{ value: tidy(turn.text), names: ['query', 'text', 'question', 'q'] }]))
  return calls.filter(call => call !== undefined)
}
