import { isRecord, type Result } from '../results.ts'
import { capital, ended, short } from '../say.ts'

/** A result of any shape in words: text as it is, a record as lines, a list as bullets. */
export function plain({ tool, output }: Result): string {
  if (output === null || output === undefined || output === '')
    return `\`${tool}\` finished and returned nothing.`
  if (typeof output === 'string') return short(output, 4_000) === output.trim() ? output : output.trim()
  if (!isRecord(output) && !Array.isArray(output)) return ended(`\`${tool}\` says ${String(output)}`)
  const only = isRecord(output) ? Object.values(output) : []
  if (only.length === 1 && typeof only[0] !== 'object') return `\`${tool}\` says: ${ended(String(only[0]))}`
  return `\`${tool}\` returned:\n\n${lines(output)}`
}

function lines(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.map(item => `${indent}- ${leaf(item, indent)}`).join('\n')
  if (!isRecord(value)) return String(value)
  return Object.entries(value)
    .map(([key, item]) => `${indent}- ${capital(key)}: ${leaf(item, indent)}`)
    .join('\n')
}

const leaf = (item: unknown, indent: string) =>
  typeof item === 'object' && item !== null ? `\n${lines(item, `${indent}  `)}` : short(String(item), 2_000)
