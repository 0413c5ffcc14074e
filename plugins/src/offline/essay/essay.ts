import { count, words } from '../say.ts'
import type { TalkRule } from '../turn.ts'
import { doing } from './doing.ts'
import { living } from './living.ts'
import { looking } from './looking.ts'
import type { Section } from './section.ts'

const sections: readonly Section[] = [...looking, ...doing, ...living]

const asks =
  /\b(?:write|give|tell|produce|generate|compose|make|stream|in)\b.{0,40}?\b(?<number>\d[\d,.]*|a hundred|a thousand|two thousand|five hundred)(?:\s*k\b)?[\s-]words?\b(?:.{0,30}?\b(?:about|on|of|for)\s+(?<after>[^.?!\n]{1,80}))?|\bwrite\s+(?:me\s+)?(?:a|an)\s+(?:\w+\s+)?(?:essay|article|long text|story|text|paragraph|report)\b(?:\s*(?:about|on|of)\s+(?<topic>[^.?!\n]{1,80}))?/is

const spelled: Record<string, number> = {
  'a hundred': 100,
  'five hundred': 500,
  'a thousand': 1000,
  'two thousand': 2000,
}

/** Writes a text of the length asked for, from sentences that fit any topic, and says so. */
export const essay: TalkRule = ({ text }) => {
  const found = asks.exec(text)?.groups
  if (!found) return undefined
  const number = found.number?.toLowerCase()
  const kilo = /\d\s*k[\s-]words?/i.test(text) ? 1000 : 1
  const wanted =
    number === undefined ? 300 : (spelled[number] ?? Number(number.replaceAll(/[,.](?=\d{3})/g, ''))) * kilo
  if (!Number.isFinite(wanted) || wanted < 1) return undefined
  return write(topicOf(found.topic ?? found.after, text), Math.round(wanted))
}

function topicOf(found: string | undefined, text: string): string {
  const before = /\babout\s+(.+?)\s+in\s+\d/i.exec(text)?.[1]
  const topic = (before ?? found ?? '')
    .replace(/\s+(?:in|with|using|of)\s+(?:about\s+)?\d[\d,.]*\s*words?.*$/i, '')
    .replace(/[\s,]+(?:please|for me)$/i, '')
  return topic.trim().replace(/^["“](.*)["”]$/, '$1') || 'learning something new'
}

/** A structured text of close to `wanted` words; shorter, with a sentence saying so, when the sentences run out. */
export function write(topic: string, wanted: number): string {
  const title = `# ${topic.charAt(0).toUpperCase()}${topic.slice(1)}`
  const note =
    '*Written by the offline rule model from sentences that fit many topics: a test of length, not of knowledge.*'
  const most = longest(topic)
  const target = Math.min(wanted, most)
  const used =
    wanted > most
      ? [
          title,
          note,
          `*You asked for ${count(wanted, 'word')}; my sentences end near ${count(most, 'word')}.*`,
        ]
      : [title, note]
  let left = target - words(used.join(' ')).length
  if (target < 60) return firstWords(topic, target)
  const many = Math.max(1, Math.min(sections.length, Math.round(left / 165)))
  for (const [at, section] of sections.slice(0, many).entries()) {
    const share = left / (many - at)
    const block = fill(section, topic, at === many - 1 ? left : share)
    left -= words(block).length
    used.push(block)
  }
  return used.join('\n\n')
}

/** A section with as many of its sentences as come closest to its share of words. */
function fill(section: Section, topic: string, share: number): string {
  const heading = `## ${named(section.heading, topic)}`
  const taken: string[] = []
  let left = share - words(heading).length
  for (const sentence of section.sentences.map(each => named(each, topic))) {
    const length = words(sentence).length
    if (taken.length > 0 && left < length / 2) break
    taken.push(sentence)
    left -= length
  }
  const half = Math.ceil(taken.length / 2)
  const paragraphs = taken.length > 5 ? [taken.slice(0, half), taken.slice(half)] : [taken]
  return [heading, ...paragraphs.map(paragraph => paragraph.join(' '))].join('\n\n')
}

/** Whole sentences that come closest to a length too small for a title and a heading. */
function firstWords(topic: string, target: number): string {
  const taken: string[] = []
  let left = target
  for (const sentence of sections.flatMap(section => section.sentences).map(each => named(each, topic))) {
    const length = words(sentence).length
    if (taken.length > 0 && left < length / 2) break
    taken.push(sentence)
    left -= length
  }
  return taken.join(' ')
}

const longest = (topic: string) =>
  sections.reduce(
    (sum, { heading, sentences }) => sum + words(named(`${heading} ${sentences.join(' ')}`, topic)).length,
    40,
  )

const named = (text: string, topic: string) =>
  text.replaceAll('{Topic}', topic.charAt(0).toUpperCase() + topic.slice(1)).replaceAll('{topic}', topic)
