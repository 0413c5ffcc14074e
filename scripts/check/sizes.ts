import { lineCount, type Source } from './sources.ts'

/** The rules of size, in lines; `any` per 1,000 lines. */
export const sizeRules = { median: 80, ninetieth: 250, longest: 400, anyPerThousand: 1 }

/** A sentence for each rule of size that these files break. */
export function wrongSizes(sources: Pick<Source, 'path' | 'text'>[], rules = sizeRules): string[] {
  const sizes = sources
    .map(({ path, text }) => ({ path, lines: lineCount(text) }))
    .sort((a, b) => a.lines - b.lines)
  const at = (share: number) => sizes[Math.floor((sizes.length - 1) * share)]?.lines ?? 0
  const lines = sizes.reduce((sum, size) => sum + size.lines, 0)
  const uses = sources.reduce((sum, { text }) => sum + anyCount(text), 0)
  return [
    at(0.5) > rules.median && `The median file has ${at(0.5)} lines, more than ${rules.median}.`,
    at(0.9) > rules.ninetieth &&
      `A tenth of the files have more than ${at(0.9)} lines; ${rules.ninetieth} is the limit.`,
    uses > (lines / 1000) * rules.anyPerThousand &&
      `"any" stands ${uses} times in ${lines} lines, more than once in 1,000.`,
    ...sizes
      .filter(size => size.lines > rules.longest)
      .map(size => `${size.path} has ${size.lines} lines, more than ${rules.longest}: split it by a noun.`),
  ].filter(sentence => sentence !== false)
}

const anyCount = (text: string): number => text.match(/(?:[:<|&,=(]|\bas)\s*any\b(?!\s*:)/g)?.length ?? 0
