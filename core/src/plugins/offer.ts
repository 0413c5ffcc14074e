import { type Definition, defaultPolicy, type Tool, type ToolPolicy } from '@loggia/contract'

/** A tool together with where it comes from and what it may do for one agent. */
export interface OfferedTool {
  tool: Tool
  /** Id of the plugin, or "builtin" or "code". */
  origin: string
  policy: ToolPolicy
}

/** The policy in force: the definition's, else the tool's own, else what follows from its effect. */
export function offer(tool: Tool, origin: string, policies: Definition['tools']): OfferedTool {
  const named = Object.hasOwn(policies, tool.name) ? policies[tool.name] : undefined
  return { tool, origin, policy: named ?? tool.policy ?? defaultPolicy[tool.effect] }
}
