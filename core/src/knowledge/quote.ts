import { queryTerms, termsOf } from '../models/index.ts'
import { sentencesOf } from './cut.ts'

/** The longest quote of a citation, in characters. */
const longest = 300

/** The sentence of a passage that holds most of the query's words, word for word; the first where none does. */
export function quoteFrom(passage: string, query: string): string {
  const wanted = queryTerms(query)
  const candidates = passage
    .split('\n')
    .flatMap(sentencesOf)
    .map(sentence => sentence.trim())
    .filter(sentence => /[\p{L}\p{N}]/u.test(sentence))
  let best = candidates[0] ?? passage.trim()
  let most = 0
  for (const sentence of candidates) {
    const terms = termsOf(sentence)
    const hits = wanted.filter(term => terms.some(each => alike(each, term))).length
    if (hits > most) {
      most = hits
      best = sentence
    }
  }
  return best.length <= longest
    ? best
    : best.slice(0, longest).replace(/\s*\S*$/u, '') || best.slice(0, longest)
}

/** Equal, or two forms of one word: "return" and "returned". */
const alike = (a: string, b: string) =>
  a === b ||
  (a.length >= 4 && b.length >= 4 && (a.startsWith(b.slice(0, -1)) || b.startsWith(a.slice(0, -1))))
