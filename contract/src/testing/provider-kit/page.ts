import type { Dialect } from '../vendor/reply.ts'
import { type KitCase, kitCases } from './cases.ts'
import { differences } from './differences.ts'

/** The wire formats of the kit, as people call them. */
export const dialectTitles: Record<Dialect, string> = {
  'openai-responses': 'OpenAI Responses',
  'openai-chat': 'OpenAI Chat',
  anthropic: 'Anthropic',
  openrouter: 'OpenRouter',
  'openai-compatible': 'compatible servers',
}

const dialects = Object.keys(dialectTitles) as Dialect[]

const cell = ({ name, only }: KitCase, dialect: Dialect): string => {
  if (only && !only.includes(dialect)) return '–'
  const at = differences.findIndex(difference => difference.dialect === dialect && difference.case === name)
  return at < 0 ? 'yes' : `[differs](#difference-${at + 1})`
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The body of the page about providers, in Markdown: what the kit proves of each, and every named difference. */
export function providersPage(): string {
  const table = [
    row(['fact', ...dialects.map(dialect => dialectTitles[dialect])]),
    row(['---', ...dialects.map(() => '---')]),
    ...kitCases.map(kitCase => row([kitCase.fact, ...dialects.map(dialect => cell(kitCase, dialect))])),
    row(["an abort in the vendor's silence closes the vendor's socket", ...dialects.map(() => 'yes')]),
  ]
  const named = differences.map(({ dialect, case: name, what, why }, index) => {
    const fact = kitCases.find(kitCase => kitCase.name === name)?.fact ?? name
    return `### Difference ${index + 1}\n\n${dialectTitles[dialect]}, “${fact}”: ${what} ${why}`
  })
  return ['## Facts', table.join('\n'), '## Differences', ...named].join('\n\n')
}
