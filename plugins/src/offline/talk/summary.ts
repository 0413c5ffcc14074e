import { factsOf } from '../facts.ts'
import type { Said } from '../prompt.ts'
import { ended, list, short, stems } from '../say.ts'
import type { TalkRule, Turn } from '../turn.ts'

/** True when the turn asks for a summary of what went before, to shorten its prompt. */
export const asksSummary = ({ system, text }: Turn) =>
  /Summarise the conversation so far/i.test(`${system}\n${text}`)

/** The conversation so far in at most some 200 words: facts first, then what was asked and answered. */
export function summarise(turn: Turn): string {
  const said = spoken(turn)
  const facts = [...factsOf(said.filter(each => each.who !== 'host')).values()].map(
    ({ key, value }) => `The user's ${key} is ${ended(value)}`,
  )
  const asked = said.filter(each => each.who === 'person').map(each => short(each.text, 90))
  const answered = said.findLast(each => each.who === 'agent')
  return [
    ...said.filter(each => each.who === 'host').map(each => short(each.text, 900)),
    ...facts,
    asked.length > 0
      ? `The user said: ${list(asked.slice(-12).map(text => `“${text}”`))}.`
      : 'The user said nothing yet.',
    ...(answered ? [`The last answer was: “${short(answered.text, 160)}”`] : []),
  ].join('\n')
}

/** Messages as given, or as lines "User: …" and "Agent: …" inside one text. */
function spoken({ earlier, text }: Turn): Said[] {
  const former = /^Summary until here:\n([\s\S]*?)\n\nWhat followed:\n/.exec(text)?.[1]
  const before: Said[] = former ? [...earlier, { who: 'host', text: former }] : earlier
  const lines = text.matchAll(
    /^(user|assistant|agent)\s*:\s*(.+(?:\n(?!(?:user|assistant|agent)\s*:|assistant used |\S+ answered: ).+)*)/gim,
  )
  const inside = [...lines].map(
    ([, who, words]): Said => ({
      who: /^a/i.test(who ?? '') ? 'agent' : 'person',
      text: (words ?? '').trim(),
    }),
  )
  if (inside.length > 0) return [...before, ...inside]
  return /Summarise the conversation so far/i.test(text) || text === ''
    ? before
    : [...before, { who: 'person', text }]
}

/** Summarises a text the person gives, by its most telling sentences, or the conversation. */
export const condense: TalkRule = turn => {
  const asked =
    /^(?:please )?(?:can you )?(?:summari[sz]e|sum up|give me a summary of|tl;?dr)\b\s*(?:the|this|our|following|text|conversation|chat|so far|:|\s)*(.*)$/is.exec(
      turn.text,
    )
  if (!asked) return undefined
  const given = (asked[1] ?? '').trim()
  const text = given.length >= 80 ? given : writtenIn(turn)
  if (text.length < 80)
    return turn.earlier.length > 0
      ? summarise({ ...turn, text: '' })
      : 'There is nothing to sum up yet. Paste a text after “Summarise:”.'
  const sentences = text.split(/(?<=[.!?])\s+/)
  const weight = new Map<string, number>()
  for (const stem of sentences.flatMap(sentence => [...stems(sentence)]))
    weight.set(stem, (weight.get(stem) ?? 0) + 1)
  const score = (sentence: string) => {
    const parts = [...stems(sentence)]
    return parts.reduce((sum, stem) => sum + (weight.get(stem) ?? 0), 0) / Math.sqrt(parts.length + 1)
  }
  const keep = Math.max(1, Math.min(3, Math.ceil(sentences.length / 3)))
  const best = new Set([...sentences].sort((one, two) => score(two) - score(one)).slice(0, keep))
  return `In short: ${sentences.filter(sentence => best.has(sentence)).join(' ')}`
}

const writtenIn = ({ attachments }: Turn) =>
  attachments
    .map(({ text = '' }) => text)
    .join('\n')
    .trim()
