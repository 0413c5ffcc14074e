import { ended, stems } from '../say.ts'
import type { TalkRule } from '../turn.ts'

const question = /\?\s*$|^\s*(?:what|who|where|when|why|how|which|is|are|do|does|can|may)\b/i
const inward =
  /\b(?:never|don['’]t|do not|always|must|secret|confidential|reveal|password|you should|only answer|instructions?)\b/i

/** Sentences that tell the agent what to do are not answers. */
const order =
  /^(?:you|your|be|help|answer|use|keep|say|ask|write|speak|reply|respond|when|if|avoid|offer|welcome)\b|\btool\b|search_knowledge/i

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
  const told = [
    ...persona.bio,
    ...persona.lore,
    ...persona.instructions.filter(line => !order.test(line)),
  ].filter(line => !inward.test(line))
  const topic = /^(?:what|who) (?:is|are) (?<topic>.+?)\W*$/i.exec(text)?.groups?.topic?.toLowerCase()
  let best: { line: string; score: number } | undefined
  for (const line of told) {
    const parts = stems(line)
    const shared = [...wanted].filter(stem => parts.has(stem)).length
    if (shared < Math.min(2, wanted.size) || shared / wanted.size < 0.5) continue
    const about = topic !== undefined && line.toLowerCase().startsWith(`${topic} `) ? 1 : 0
    const score = about + shared / wanted.size + shared / parts.size / 10
    if (score > (best?.score ?? 0)) best = { line, score }
  }
  return best && ended(best.line)
}
