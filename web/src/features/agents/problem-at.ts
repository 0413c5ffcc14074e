import type { Client } from '@loggia/sdk'

export type Problem = Awaited<ReturnType<Client['definitions']['check']>>['problems'][number]

/** The first problem at a field or anywhere below it, as a sentence for that field. */
export function problemAt(problems: readonly Problem[], path: string): string | undefined {
  const found = problems.find(problem => problem.path === path || problem.path.startsWith(`${path}.`))
  if (!found) return undefined
  return found.path === path ? found.message : `${found.path.slice(path.length + 1)}: ${found.message}`
}
