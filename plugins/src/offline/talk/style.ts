import type { Persona } from '../persona.ts'

const contractions: [RegExp, string][] = [
  [/\bI am\b/g, 'I’m'],
  [/\bI have\b(?= (?:no|kept|forgotten|not)\b)/g, 'I’ve'],
  [/\bI will\b/g, 'I’ll'],
  [/\bdo not\b/g, 'don’t'],
  [/\bYou are\b/g, 'You’re'],
]

/** Small talk in the manner the character asks for. Quotes, code and lists keep their letters. */
export function inStyle(text: string, { style, adjectives }: Persona): string {
  const wanted = [...style, ...adjectives].join('\n')
  let spoken = text
  if (/\bpirate/i.test(wanted)) spoken = `Arr! ${spoken}`
  if (/\bcasual|informal|relaxed|chatty\b/i.test(wanted) && !/\bformal\b(?<!informal)/i.test(wanted)) {
    for (const [long, brief] of contractions) spoken = spoken.replaceAll(long, brief)
  }
  if (/\b(?:all |only |in |use |uses )?lower[ -]?case\b/i.test(wanted)) spoken = lowered(spoken)
  if (
    /(?<!no |never |without |avoid |not |don't use )\bemojis?\b/i.test(wanted) &&
    !/\b(?:no|never|without|avoid|don['’]t|not)\b[^.\n]*\bemoji/i.test(wanted)
  )
    spoken = `${spoken} 🙂`
  return spoken
}

const lowered = (text: string) =>
  text
    .split(/(“[^”]*”|`[^`]*`)/)
    .map((part, at) => (at % 2 === 0 ? part.toLowerCase() : part))
    .join('')
