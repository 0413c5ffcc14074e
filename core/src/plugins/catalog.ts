import {
  type Definition,
  LoggiaError,
  maxTools,
  type OfferedToolInfo,
  type Plugin,
  type Tool,
} from '@loggia/contract'
import { type OfferedTool, offer } from './offer.ts'

/** The plugins of this instance, by id. */
export interface Catalog {
  readonly plugins: ReadonlyMap<string, Plugin>
}

/** Throws `conflict` when two plugins claim one id. */
export function makeCatalog(plugins: readonly Plugin[]): Catalog {
  const byId = new Map<string, Plugin>()
  for (const plugin of plugins) {
    if (byId.has(plugin.id))
      throw new LoggiaError('conflict', { detail: `Two plugins have the id "${plugin.id}".` })
    byId.set(plugin.id, plugin)
  }
  return { plugins: byId }
}

/** Tools beside those of plugins: built into the platform, or a builder's own code. */
export interface OtherTools {
  origin: 'builtin' | 'code'
  tools: readonly Tool[]
}

/**
 * The tools a definition offers to its model, by exact name, in a stable order. Throws `plugin_unknown`,
 * `too_many_tools`, or `conflict` when two tools have one name.
 */
export function offerTools(
  definition: Definition,
  catalog: Catalog,
  others: readonly OtherTools[],
): ReadonlyMap<string, OfferedTool> {
  const offered = new Map<string, OfferedTool>()
  const add = (tool: Tool, origin: string) => {
    if (offered.has(tool.name)) {
      throw new LoggiaError('conflict', {
        detail: `Two tools are named "${tool.name}": one of ${offered.get(tool.name)?.origin}, one of ${origin}.`,
      })
    }
    offered.set(tool.name, offer(tool, origin, definition.tools))
  }
  for (const { origin, tools } of others) for (const tool of tools) add(tool, origin)
  for (const id of definition.plugins) {
    const plugin = catalog.plugins.get(id)
    if (!plugin)
      throw new LoggiaError('plugin_unknown', { detail: `There is no plugin "${id}" on this instance.` })
    for (const tool of plugin.tools ?? []) add(tool, id)
  }
  if (offered.size > maxTools) {
    throw new LoggiaError('too_many_tools', {
      detail: `The agent has ${offered.size} tools; at most ${maxTools}.`,
    })
  }
  return offered
}

/** An offered tool as the API shows it. */
export const presentTool = ({ tool, origin, policy }: OfferedTool): OfferedToolInfo => ({
  name: tool.name,
  description: tool.description,
  plugin: origin,
  effect: tool.effect,
  policy,
  inputSchema: tool.inputSchema as Record<string, unknown>,
})
