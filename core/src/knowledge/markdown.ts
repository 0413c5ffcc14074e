/** A stretch of a document under one heading or on one page. */
export interface Section {
  /** Path of headings above it, "Returns > Costs"; empty where there is none. */
  heading: string
  /** Page of a PDF, from 1. */
  page?: number
  text: string
}

const fence = /^ {0,3}(`{3,}|~{3,})/
const hashes = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/
const underline = /^ {0,3}(=+|-+)[ \t]*$/

/** Cuts Markdown at its headings, each section with the path of headings it stands under. */
export function sectionsOf(markdown: string): Section[] {
  const path: string[] = []
  const sections: Section[] = []
  let lines: string[] = []
  let open: string | undefined

  const close = () => {
    const text = lines.join('\n').trim()
    if (text) sections.push({ heading: path.filter(Boolean).join(' > '), text })
    lines = []
  }
  const enter = (level: number, title: string) => {
    close()
    path.length = Math.min(path.length, level - 1)
    path[level - 1] = plain(title)
  }

  const { frontMatter, body } = splitFrontMatter(markdown)
  if (frontMatter) sections.push({ heading: '', text: frontMatter })
  for (const line of body.split(/\r?\n/)) {
    const mark = fence.exec(line)?.[1]
    if (open === undefined && mark) open = mark
    else if (open !== undefined && mark?.startsWith(open) && line.trim() === mark) open = undefined
    const heading = open === undefined && !mark ? headingAt(line, lines.at(-1)) : undefined
    if (!heading) {
      lines.push(line)
      continue
    }
    if (heading.consumesPrevious) lines.pop()
    enter(heading.level, heading.title)
  }
  close()
  return sections
}

/** The heading a line makes, `# like this` or by underlining the line before. */
function headingAt(line: string, previous: string | undefined) {
  const hash = hashes.exec(line)
  if (hash?.[1]) return { level: hash[1].length, title: hash[2] ?? '', consumesPrevious: false }
  const rule = underline.exec(line)?.[1]
  if (!rule || !previous?.trim() || /^\s*([-*+>|]|\d+[.)])/.test(previous)) return undefined
  return { level: rule.startsWith('=') ? 1 : 2, title: previous, consumesPrevious: true }
}

/** A heading's words without its markup. */
const plain = (title: string) =>
  title
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`~]+/g, '')
    .trim()

function splitFrontMatter(markdown: string): { frontMatter: string; body: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(markdown)
  return match
    ? { frontMatter: match[1]?.trim() ?? '', body: markdown.slice(match[0].length) }
    : { frontMatter: '', body: markdown }
}
