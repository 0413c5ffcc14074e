/** Words that say how a sentence is built, not what it is about; they carry no weight in a vector. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any are as at be because been before being but by can could
  did do does doing down each few for from further get give had has have having he her here hers him his how
  i if in into is it its just let like made make many may me might more most much must my no nor not now of
  off on once one only or other our out over own please put same shall she should so some such take tell
  than that the their them then there these they thing things this those through to too under until up us
  use used using very want was we were what when where which while who whom why will with without would you
  your yours`.split(/\s+/),
)

const contractions = /n['’]t\b|['’](?:s|re|ve|ll|d|m)\b/g

/** The words of a text in lower case, without numbers, punctuation and the tails of contractions. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(contractions, ' ')
    .match(/\p{L}+/gu) ?? []

const endings: readonly [ending: string, ...replacements: string[]][] = [
  ['ies', 'y'],
  ['es', ''],
  ['s', ''],
  ['ing', '', 'e'],
  ['ed', '', 'e'],
  ['ly', ''],
  ['er', '', 'e'],
]

/** What to look a word up as when it is not in a table itself: "hikes" as "hike", "baking" as "bake". */
export function stemsOf(word: string): string[] {
  return endings.flatMap(([ending, ...replacements]) => {
    if (!word.endsWith(ending) || word.length < ending.length + 3) return []
    const stem = word.slice(0, -ending.length)
    const doubled = /([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : []
    return [...replacements.map(replacement => stem + replacement), ...doubled]
  })
}
