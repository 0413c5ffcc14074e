/** A piece of sh or TypeScript in a page, with what the comment before it says about running it. */
export interface Snippet {
  language: 'sh' | 'ts'
  code: string
  /** Line of the page on which it starts, from 1. */
  line: number
  /** The name under which a TypeScript snippet is saved, for later ones to use; a path in the folder. */
  file?: string
  /** Text that its output must contain. */
  shows?: string
  /** It does not end by itself: it runs on until its output contains this text, and beside what follows. */
  until?: string
  /** Line to type on its standard input. */
  types?: string
}

const fence = /^( *)```(\w*)[^\n]*\n([\s\S]*?)^ *```$/gm
const aliases: Record<string, string> = { shell: 'sh', bash: 'sh', typescript: 'ts' }
const directive = /<!-- run((?: \w+="[^"]*")*) -->\n\s*$/

/**
 * The snippets of a page in order. A comment such as `<!-- run until="is ready" -->` right before the
 * fence may say more; there is no way to say that a snippet is not run.
 */
export function snippetsOf(page: string): Snippet[] {
  return [...page.matchAll(fence)].flatMap(match => {
    const [, indent = '', tag = '', block = ''] = match
    const language = aliases[tag] ?? tag
    if (language !== 'sh' && language !== 'ts') return []
    const before = page.slice(0, match.index)
    const said = directive.exec(before)?.[1] ?? ''
    if (said === '' && /<!-- run[^>]*-->\s*$/.test(before))
      throw new Error('A comment about a snippet cannot be read.')
    const options = Object.fromEntries(
      [...said.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    )
    const unknown = Object.keys(options).find(key => !['file', 'shows', 'until', 'types'].includes(key))
    if (unknown) throw new Error(`A snippet cannot be told "${unknown}".`)
    return [
      {
        ...options,
        language,
        code: block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
        line: before.split('\n').length,
      },
    ]
  })
}
