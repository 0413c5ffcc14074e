import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withoutMark } from './fresh-imports.ts'

/** Where in the project an error comes from, `tools/time.ts:3:7`; undefined when its trace does not say. */
export function placeOf(error: unknown, project: string): string | undefined {
  const stack = withoutMark((error as Error | undefined)?.stack ?? '')
  const places = stack.matchAll(
    /(?:\(|^|\s)((?:file:\/\/)?\/[^\s():]*|file:\/\/\/[A-Za-z]:[^\s():]*):(\d+)(?::(\d+))?/gm,
  )
  for (const [, address = '', line, column] of places) {
    const path = address.startsWith('file:') ? fileURLToPath(address) : address
    const inside = relative(project, path)
    if (inside === '' || inside.startsWith('..') || inside.split(sep).includes('node_modules')) continue
    return `${inside}:${line}${column === undefined ? '' : `:${column}`}`
  }
  return undefined
}

/** An error of the builder's file in a few lines: what, and where. */
export function describeFileError(error: unknown, project: string, file: string): string[] {
  const { message } = (error instanceof Error ? error : new Error(String(error))) as Error
  const where = placeOf(error, project) ?? relative(project, file)
  const stripOnly = (error as NodeJS.ErrnoException).code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'
  return [
    `${where}: ${withoutMark(message)}`,
    ...(stripOnly
      ? [
          'Node runs TypeScript by leaving out the types: write it without enum, namespace and parameter properties.',
        ]
      : []),
  ]
}
