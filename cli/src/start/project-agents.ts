import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CodeAgent, LoggiaError } from '@loggia/contract'

/**
 * The agents of the builder's project in this folder; undefined when it is none. Throws `definition_invalid`
 * when a file has an error: a server that starts is a server with all its agents.
 */
export async function projectAgents(folder: string): Promise<CodeAgent[] | undefined> {
  if (!dependsOnLoggia(folder)) return undefined
  const { agentFiles, loadAgents, requireTypeScript } = await import('../dev/load-agents.ts')
  if (agentFiles(folder).length === 0) return undefined
  requireTypeScript()
  const { agents, failures } = await loadAgents(folder, path => import(path))
  if (failures.length === 0) return agents
  throw new LoggiaError('definition_invalid', { detail: failures.flatMap(({ lines }) => lines).join('\n') })
}

/** Only a folder that says so is a project: nobody else's `agents/` is run. */
function dependsOnLoggia(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
      devDependencies?: Record<string, string>
    }
    return Object.hasOwn({ ...manifest.dependencies, ...manifest.devDependencies }, 'loggia')
  } catch {
    return false
  }
}
