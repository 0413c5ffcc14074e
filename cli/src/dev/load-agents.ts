import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type CodeAgent, LoggiaError } from '@loggia/contract'
import { describeFileError } from './place-of.ts'

/** What the files of `agents/` came to. */
export interface LoadedAgents {
  agents: CodeAgent[]
  /** Files with an error, in the words for a person; their last good version goes on. */
  failures: { file: string; lines: string[] }[]
}

/** The files that may hold agents, in order. */
export const agentFiles = (project: string): string[] =>
  globSync('agents/**/*.{ts,mts,js,mjs}', { cwd: project, exclude: ['**/*.test.*', '**/*.d.ts'] })
    .sort()
    .map(path => join(project, path))

/**
 * Loads every agent below `agents/`: whatever a file exports that `defineAgent` made. A file with an error
 * keeps what it held when it was `kept` last.
 */
export async function loadAgents(
  project: string,
  load: (path: string) => Promise<Record<string, unknown>>,
  kept: Map<string, CodeAgent[]> = new Map(),
): Promise<LoadedAgents> {
  const failures: LoadedAgents['failures'] = []
  const files = agentFiles(project)
  for (const file of kept.keys()) if (!files.includes(file)) kept.delete(file)
  for (const file of files) {
    try {
      const found = Object.values(await load(file)).filter(isCodeAgent)
      // `export default` and a name may both lead to one agent.
      kept.set(file, [...new Set(found)])
    } catch (error) {
      failures.push({ file, lines: describeFileError(error, project, file) })
    }
  }
  const agents: CodeAgent[] = []
  for (const [file, found] of kept) {
    for (const agent of found) {
      if (agents.some(({ handle }) => handle === agent.handle)) {
        const twice = `${relative(project, file)}: another file has an agent with the handle "${agent.handle}" already.`
        failures.push({ file, lines: [twice] })
      } else agents.push(agent)
    }
  }
  return { agents, failures }
}

const isCodeAgent = (value: unknown): value is CodeAgent => {
  const { handle, definition, tools } = (value ?? {}) as Partial<CodeAgent>
  return typeof handle === 'string' && typeof definition === 'object' && Array.isArray(tools)
}

/** The first Node that runs TypeScript by itself. */
const neededNode = [22, 18] as const

/** Throws, with what to do, when this Node cannot run a builder's TypeScript. */
export function requireTypeScript(nodeVersion = process.versions.node): void {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  if (major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1])) return
  const wanted = neededNode.join('.')
  const detail = `Node ${nodeVersion} does not run TypeScript: agents as code need Node ${wanted} or newer, best the current LTS from https://nodejs.org.`
  throw new LoggiaError('definition_invalid', { detail })
}
