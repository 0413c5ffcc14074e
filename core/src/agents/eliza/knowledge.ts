import { isRecord, texts } from './read.ts'

export interface KnowledgeText {
  title: string
  text: string
}

/** Facts written in the file come along as texts; paths on the author's disk cannot. */
export function knowledgeOf(given: unknown, warn: (line: string) => void): KnowledgeText[] {
  if (given === undefined) return []
  const entries = Array.isArray(given) ? given : [given]
  const found: KnowledgeText[] = []
  let other = 0
  for (const entry of entries) {
    const [text] = texts(entry)
    if (text !== undefined && looksLikePath(text)) warn(missing(text))
    else if (text !== undefined) found.push({ title: titleOf(text), text })
    else if (isRecord(entry)) {
      const [inner] = [...texts(entry.text), ...texts(entry.content)]
      const [path] = [...texts(entry.path), ...texts(entry.directory), ...texts(entry.url)]
      if (inner !== undefined)
        found.push({ title: texts(entry.title)[0] ?? texts(entry.id)[0] ?? titleOf(inner), text: inner })
      else if (path !== undefined) warn(missing(path))
      else other++
    } else if (entry !== '') other++
  }
  if (other > 0) warn(`knowledge: ${other} entries without a text`)
  return found
}

const missing = (path: string) =>
  `knowledge: "${path}" is a path on the author's machine; add it as a document`

const looksLikePath = (text: string) =>
  !/\s/.test(text) &&
  (/^(?:\.{0,2}\/|[a-z]:\\|~\/)/i.test(text) || /^[\w./-]+\.(?:md|txt|pdf|json|csv|docx?)$/i.test(text))

const titleOf = (text: string) => {
  const first = text.split(/\n|(?<=[.!?])\s/)[0] ?? text
  return first.length <= 80
    ? first
    : `${first
        .slice(0, 79)
        .replace(/\s+\S*$/, '')
        .toWellFormed()}…`
}
