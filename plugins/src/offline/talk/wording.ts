import { count, words } from '../say.ts'
import type { TalkRule } from '../turn.ts'

const unquoted = (text: string) => text.trim().replace(/^["“'`](.*)["”'`][.!]?$/s, '$1')

/** Small things done with the words of a message: repeat, spell, count, reverse, upper and lower case. */
export const wording: TalkRule = ({ text, earlier, attachments }) => {
  const written = attachments.flatMap(attachment => attachment.text ?? []).join('\n')
  if (written !== '' && /\b(?:count|how many)\b.*\bwords\b/i.test(text)) {
    return `That is ${count(words(written).length, 'word')}.`
  }
  const repeat =
    /^(?:please )?(?:repeat|say|echo)\b(?:\s+(?:after me|this|exactly|back|the words?|the following))*\s*[:,]?\s*(.+)$/is.exec(
      text,
    )?.[1]
  if (repeat && /^(?:that|it|again|that again|it again|yourself|your last.*|what you said)\W*$/i.test(repeat))
    return again(earlier)
  if (repeat) return unquoted(repeat)
  if (/^(?:again|say (?:that|it) again|pardon|sorry)\W*$/i.test(text)) return again(earlier)

  const spell = /\bspell\s+(?:out\s+)?(?:the words?\s+)?(.+?)[?!]*$/is.exec(text)?.[1]
  if (spell)
    return [...unquoted(spell.replace(/\s+(?:for me|please)\W*$/i, ''))]
      .map(letter => (letter === ' ' ? '(space)' : letter.toUpperCase()))
      .join('-')

  const counted =
    /\b(?:count|how many)\s+(?:the\s+)?(words|letters|characters|vowels)\s*(?:are\s+|there are\s+)?(?:in|of|:)?\s*(?:this|the (?:text|sentence|words?|following))?\s*:?\s*(.+)$/is.exec(
      text,
    )
  if (counted?.[1] && counted[2])
    return counting(counted[1].toLowerCase(), unquoted(counted[2].replace(/\?$/, '')))

  const reversed =
    /^(?:please )?(?:reverse|spell backwards?|write backwards?)\s+(?:the (?:words?|text)\s+)?(.+)$/is.exec(
      text,
    )?.[1]
  if (reversed) return [...unquoted(reversed)].reverse().join('')

  const cased =
    /^(?:please )?(?:put|write|turn|make|convert)?\s*(.+?)\s+(?:in|into|to)\s+(upper|lower)[ -]?case\W*$/is.exec(
      text,
    )
  if (cased?.[1])
    return cased[2] === 'upper' ? unquoted(cased[1]).toUpperCase() : unquoted(cased[1]).toLowerCase()
  return undefined
}

const again = (earlier: Parameters<TalkRule>[0]['earlier']) =>
  earlier.findLast(said => said.who === 'agent')?.text ?? 'I have not said anything yet.'

function counting(what: string, text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (what === 'letters') return `“${text}” has ${count(letters, 'letter')}.`
  if (what === 'vowels')
    return `“${text}” has ${count(text.match(/[aeiouäöüàáâèéêìíîòóôùúû]/giu)?.length ?? 0, 'vowel')}.`
  if (what === 'characters') return `“${text}” has ${count([...text].length, 'character')}.`
  return `That is ${count(words(text).length, 'word')}.`
}
