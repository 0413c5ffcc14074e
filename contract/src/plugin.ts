import { LoggiaError } from './errors.ts'
import type { ModelProvider } from './model.ts'
import type { Permissions } from './permissions.ts'
import type { Tool } from './tool.ts'

/** An installable extension: a typed record. A plugin holds data and functions, never a runtime. */
export interface Plugin {
  /** Version of this contract. */
  contract: 1
  /** Unique, lower-case, `^[a-z][a-z0-9-]*$`. */
  id: string
  version: string
  description: string
  /** Deny by default: what is not listed here is refused at run time. */
  needs?: Permissions
  tools?: readonly Tool[]
  models?: readonly ModelProvider[]
}

const idPattern = /^[a-z][a-z0-9-]{0,63}$/

/** Checks a plugin record and freezes it. Throws `definition_invalid` naming what is wrong. */
export function definePlugin(plugin: Plugin): Readonly<Plugin> {
  if (plugin.contract !== 1)
    fail(plugin.id, `contract is ${String(plugin.contract)}; this version knows contract 1`)
  if (!idPattern.test(plugin.id))
    fail(plugin.id, 'id has 1 to 64 lower-case letters, digits or "-" and starts with a letter')
  const names = (plugin.tools ?? []).map(tool => tool.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) fail(plugin.id, `two tools are named "${twice}"`)
  return Object.freeze({ ...plugin })
}

function fail(id: string, why: string): never {
  throw new LoggiaError('definition_invalid', { detail: `The plugin "${id}" is not valid: ${why}.` })
}
