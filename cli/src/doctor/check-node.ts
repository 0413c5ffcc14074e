import { requireTypeScript } from '../dev/load-agents.ts'
import { type Finding, fine, problem, warning } from './finding.ts'

const about = 'Node'
const newer = 'Install the current LTS of Node from https://nodejs.org.'

/** Whether this Node runs the server (22), and a builder's TypeScript (22.18). */
export function checkNode(version = process.versions.node): Finding {
  const major = Number(version.split('.')[0])
  if (major < 22) return problem(about, 'internal', `Node ${version} is too old; 22 is needed.`, newer)
  try {
    requireTypeScript(version)
  } catch (error) {
    return warning(about, (error as Error).message, newer)
  }
  return fine(about, `Node ${version}.`)
}
