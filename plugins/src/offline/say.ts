/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** "1 word", "2 words". */
export const count = (number: number, noun: string) =>
  `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`

/** The text with one final full stop, unless it already ends a sentence. */
export const ended = (text: string) =>
  /[.!?…。！？]["”'’)]?$/.test(text.trim()) ? text.trim() : `${text.trim()}.`

/** The text with its first letter in upper case. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The words of a text, in order; letters, digits and inner apostrophes. */
export const words = (text: string) => text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []

/** The text cut after at most `most` characters, at a word, with "…" where something is missing. */
export function short(text: string, most: number): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  return flat.length <= most ? flat : `${flat.slice(0, most).replace(/\s+\S*$/, '')}…`
}

/** What a text is about: its words without the small ones, in lower case, cut to their stems. */
export function stems(text: string): Set<string> {
  const found = words(text.toLowerCase()).filter(word => word.length > 1 && !small.has(word))
  return new Set(found.map(word => word.replace(/(?<=.{3})(?:ings?|ies|ed|es|s|'s)$/, '')))
}

const small = new Set(
  `a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my
  of on or our please say says she so tell than that the their them then there these they this to us was we were
  what when where which who why will with would you your yours about any some does much many show give me know`.split(
    /\s+/,
  ),
)
