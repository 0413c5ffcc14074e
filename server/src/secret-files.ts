import { readFileSync } from 'node:fs'
import { LoggiaError } from '@loggia/contract'

type Environment = Readonly<Record<string, string | undefined>>

/** The settings that may be kept in a file: what is secret, or has something secret in it. */
const mayBeInFile = /^((APP_)?DATABASE_URL|LOGGIA_[A-Z_]+|[A-Z][A-Z0-9_]*_API_KEY)_FILE$/

/**
 * The environment with `NAME` read from the file that `NAME_FILE` names, as container and service managers
 * hand secrets over. Throws `invalid_input` when both are set or the file cannot be read.
 */
export function withSecretFiles(environment: Environment): Environment {
  const found: Record<string, string> = {}
  for (const [variable, path] of Object.entries(environment)) {
    if (!path?.trim() || !mayBeInFile.test(variable)) continue
    const name = variable.slice(0, -'_FILE'.length)
    if (environment[name]?.trim()) throw wrong(variable, `is set, and so is ${name}; one of them is too many`)
    try {
      found[name] = readFileSync(path.trim(), 'utf8').trim()
    } catch (cause) {
      throw wrong(variable, `names ${path.trim()}, which cannot be read: ${(cause as Error).message}`)
    }
    if (found[name] === '') throw wrong(variable, `names ${path.trim()}, which is empty`)
  }
  return { ...environment, ...found }
}

const wrong = (name: string, why: string) =>
  new LoggiaError('invalid_input', { detail: `${name} ${why}.`, fields: [`${name}: ${why}`] })
