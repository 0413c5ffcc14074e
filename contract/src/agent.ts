import { type Definition, type DefinitionInput, definition, maxTools } from './definition.ts'
import { LoggiaError } from './errors.ts'
import type { Tool } from './tool.ts'

/** An agent as code: the same shape as a definition in the app, with tools of the builder's own. */
export interface CodeAgent {
  /** `^[a-z0-9][a-z0-9-]{0,38}$`; the agent's part of `@workspace/agent`. */
  handle: string
  definition: Definition
  tools: readonly Tool[]
}

export interface AgentSpec extends Omit<DefinitionInput, 'tools' | 'character'> {
  handle: string
  /** What the agent is for and how it behaves. */
  instructions: string
  tools?: readonly Tool[]
  toolPolicy?: DefinitionInput['tools']
  character?: Omit<NonNullable<DefinitionInput['character']>, 'instructions'>
}

export const handlePattern = /^[a-z0-9](?:[a-z0-9-]{0,37}[a-z0-9])?$/

/** Makes an agent from code. Throws `definition_invalid` with one line per wrong field. */
export function defineAgent(spec: AgentSpec): CodeAgent {
  const { handle, instructions, tools = [], toolPolicy, character, ...rest } = spec
  if (!handlePattern.test(handle)) {
    throw new LoggiaError('definition_invalid', {
      detail: `The handle "${handle}" has 1 to 39 lower-case letters, digits or "-".`,
    })
  }
  const names = tools.map(tool => tool.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice)
    throw new LoggiaError('definition_invalid', { detail: `Two tools of ${handle} are named "${twice}".` })
  if (tools.length > maxTools) {
    throw new LoggiaError('too_many_tools', {
      detail: `${handle} has ${tools.length} tools; at most ${maxTools}.`,
    })
  }
  const parsed = definition.safeParse({
    ...rest,
    ...(toolPolicy !== undefined && { tools: toolPolicy }),
    character: { ...character, instructions },
  })
  if (!parsed.success) {
    const fields = parsed.error.issues.map(
      issue => `${issue.path.join('.') || 'definition'}: ${issue.message}`,
    )
    throw new LoggiaError('definition_invalid', {
      detail: `The definition of ${handle} is wrong: ${fields.join('; ')}`,
      fields,
    })
  }
  return { handle, definition: parsed.data, tools }
}
