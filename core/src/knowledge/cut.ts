import type { Section } from './markdown.ts'

/** A passage as it is stored, embedded and cited. */
export interface Chunk extends Section {
  /** Its place in the document, from 0. */
  position: number
}

/** Passages are filled up to this many characters; a single sentence may be longer, up to the limit. */
const fill = 800
const limit = 1_600

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' })

/** Cuts sections into passages that a model can be shown and a person can be pointed to. */
export const cut = (sections: readonly Section[]): Chunk[] =>
  sections
    .flatMap(section => pack(section.text).map(text => ({ ...section, text })))
    .map((chunk, position) => ({ ...chunk, position }))

/** Joins paragraphs until a passage is full; what is too long alone is cut at lines, sentences, characters. */
function pack(text: string): string[] {
  const passages: string[] = []
  let current = ''
  for (const { piece, joint } of pieces(text)) {
    if (current && current.length + joint.length + piece.length > fill) {
      passages.push(current)
      current = piece
    } else {
      current = current ? current + joint + piece : piece
    }
  }
  return [...passages, current].map(passage => passage.trim()).filter(passage => passage !== '')
}

function pieces(text: string): { piece: string; joint: string }[] {
  return paragraphs(text).flatMap(paragraph => {
    if (paragraph.length <= fill) return [{ piece: paragraph, joint: '\n\n' }]
    const lines = paragraph.split('\n')
    return lines.flatMap((line, index) => {
      const joint = index === 0 ? '\n\n' : '\n'
      if (line.length <= fill) return [{ piece: line, joint }]
      return sentencesOf(line)
        .flatMap(sentence => hardCut(sentence))
        .map((piece, at) => ({ piece, joint: at === 0 ? joint : '' }))
    })
  })
}

/** Paragraphs end at blank lines, but not at those inside fenced code. */
function paragraphs(text: string): string[] {
  const found: string[] = []
  let lines: string[] = []
  let fenced = false
  for (const line of text.split(/\r?\n/)) {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced
    if (line.trim() !== '' || fenced) lines.push(line)
    else if (lines.length > 0) {
      found.push(lines.join('\n'))
      lines = []
    }
  }
  return lines.length > 0 ? [...found, lines.join('\n')] : found
}

/** The sentences of a text, each with the space after it. */
export const sentencesOf = (text: string): string[] => [...sentences.segment(text)].map(part => part.segment)

/** Cuts at the limit, never between the two halves of a character. */
function hardCut(text: string): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > limit) {
    const code = rest.charCodeAt(limit - 1)
    const at = code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit
    parts.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...parts, rest]
}
