import { stopWords } from './words.ts'

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Latin letters lose their accents; the marks of other scripts carry meaning and stay. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()

/**
 * The words of a text as full text search sees them: lower case, without accents and punctuation, and cut
 * by dictionary where a script writes no spaces. Both databases index these, so they find the same.
 */
export const termsOf = (text: string): string[] =>
  [...segmenter.segment(fold(text))]
    .filter(part => part.isWordLike)
    .flatMap(part => part.segment.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])

/** The terms to search for: each once, without words like "the", unless there is nothing else. At most 32. */
export function queryTerms(query: string): string[] {
  const all = [...new Set(termsOf(query))]
  const telling = all.filter(term => !stopWords.has(term))
  return (telling.length > 0 ? telling : all).slice(0, 32)
}
