import type { Said } from './prompt.ts'
import { capital } from './say.ts'

export interface Fact {
  /** As the person called it: "name", "favourite colour". */
  key: string
  value: string
}

/** Facts by their key in one spelling. */
export type Facts = Map<string, Fact>

const notNames = new Set(
  `fine good ok okay great well sorry sure here there happy sad tired back new ready done not just from in on at a
  an the your my going trying looking curious interested hungry bored lost testing using working writing afraid
  glad very so really still also only now currently`.split(/\s+/),
)

const nameWord = String.raw`\p{Lu}[\p{L}'’-]*`
const sure = new RegExp(
  String.raw`\b(?:[Mm]y name(?:'s|’s| is)|[Pp]lease call me|[Cc]all me|I go by)\s+(${nameWord}(?:\s+${nameWord}){0,3})`,
  'u',
)
const lower = /\bmy name(?:'s|’s| is)\s+(\p{L}[\p{L}'’-]*)/iu
const introduced = new RegExp(
  String.raw`\b(?:I am|I'm|I’m|[Tt]his is)\s+(${nameWord}(?:\s+${nameWord}){0,2})(?![\p{L}\s]*\?)`,
  'u',
)

/** The name a text introduces its writer by. */
export function nameIn(text: string): string | undefined {
  const name = sure.exec(text)?.[1] ?? lower.exec(text)?.[1] ?? introduced.exec(text)?.[1]
  if (name === undefined || notNames.has(name.toLowerCase())) return undefined
  return capital(name.replace(/['’]s$/, ''))
}

const mine =
  /\bmy (?<key>\p{L}[\p{L} -]{1,30}?)(?: is called|['’]s name is| name is| is| are)\s+(?<value>[^.!?\n]{1,120})/iu
const ours =
  /\b(?:remember|note|keep in mind)\b(?:\s+that|:|,)?\s+(?:the|our|that the)\s+(?<key>\p{L}[\p{L}\p{N} -]{1,40}?)\s+(?:is|are)\s+(?<value>[^!?\n]{1,120})/iu

/** The facts in one text of a person; a question tells none. */
export function factsIn(text: string): Fact[] {
  if (/\?\s*$/.test(text) && !/[.!]\s/.test(text)) return []
  const name = nameIn(text)
  const told = [mine, ours].flatMap(pattern => {
    const { key, value } = pattern.exec(text)?.groups ?? {}
    if (!key || !value || keyOf(key) === 'name') return []
    return [{ key: key.trim(), value: value.trim().replace(/\.$/, '') }]
  })
  return [...(name ? [{ key: 'name', value: name }] : []), ...told]
}

/** A key as it is compared: lower case, one spelling. */
export const keyOf = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(?:my|the|our)\s+/, '')
    .replace('favourite', 'favorite')
    .replace('colour', 'color')

/** Characters of an earlier message in which facts are looked for. */
const longest = 6_000

/** What a conversation has told so far; later words win, and "forget my …" takes a fact away. */
export function factsOf(earlier: readonly Said[]): Facts {
  const facts: Facts = new Map()
  for (const { who, text: whole } of earlier) {
    if (who === 'agent') continue
    const text = whole.slice(0, longest)
    if (who === 'host') {
      for (const [, key = '', value = ''] of text.matchAll(
        /\bThe user's ([\w -]+?) is ([^\n]+?)\.(?=\s|$)/g,
      )) {
        facts.set(keyOf(key), { key, value })
      }
      continue
    }
    const gone = /\bforget (?:about )?(?:my|the|our) ([\p{L}\p{N} -]+)/iu.exec(text)?.[1]
    if (gone) facts.delete(keyOf(gone))
    if (/\bforget (?:everything|it all|all)\b/i.test(text)) facts.clear()
    for (const fact of factsIn(text)) facts.set(keyOf(fact.key), fact)
  }
  return facts
}

/** The name the person told in this conversation. */
export const nameTold = (earlier: readonly Said[]) => factsOf(earlier).get('name')?.value
