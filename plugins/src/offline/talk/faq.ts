import { ended, stems } from '../say.ts'
import type { TalkRule } from '../turn.ts'

const question = /\?\s*$|^\s*(?:what|who|where|when|why|how|which|is|are|do|does|can|may)\b/i
const inward =
  /\b(?:never|don['’]t|do not|always|must|secret|confidential|reveal|password|you should|only answer|instructions?)\b/i

/** Answers as the character's own example dialogues do, when the message is one of their questions. */
export const byExample: TalkRule = ({ text, persona }) => {
  const wanted = [...stems(text)].sort().join(' ')
  const found = persona.examples.find(
    ({ asked }) =>
      asked.toLowerCase() === text.toLowerCase() ||
      (wanted !== '' && [...stems(asked)].sort().join(' ') === wanted),
  )
  return found?.answered
}

/** Answers a question with the sentence of the agent's own text that knows it best. */
export const faq: TalkRule = ({ text, persona }) => {
  if (!question.test(text)) return undefined
  const wanted = stems(text)
  if (wanted.size === 0) return undefined
  const told = [...persona.bio, ...persona.lore, ...persona.instructions].filter(line => !inward.test(line))
  let best: { line: string; score: number } | undefined
  for (const line of told) {
    const parts = stems(line)
    const shared = [...wanted].filter(stem => parts.has(stem)).length
    const score = shared / wanted.size
    if (shared >= Math.min(2, wanted.size) && score >= 0.5 && score > (best?.score ?? 0))
      best = { line, score }
  }
  return best && ended(best.line)
}
