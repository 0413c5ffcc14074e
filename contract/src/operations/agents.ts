import { z } from 'zod'
import { handlePattern } from '../agent.ts'
import { definition } from '../definition.ts'
import { defaultPolicy, toolPolicy } from '../tool-policy.ts'
import { id, instant, nothing, operation } from './operation.ts'

const tag = 'Agents'
const handle = z.string().regex(handlePattern, '1 to 39 lower-case letters, digits or "-"')

export const agent = z.object({
  id,
  handle: handle.describe("The agent's part of @workspace/agent."),
  address: z.string().describe('Canonical name, @workspace/agent.'),
  name: z.string(),
  summary: z.string(),
  source: z
    .enum(['app', 'code'])
    .describe("`code` agents are defined in a builder's files and read-only here."),
  createdAt: instant,
  updatedAt: instant,
})
export type Agent = z.infer<typeof agent>

/** A tool as offered to an agent, with the policy in force and where it comes from. */
export const offeredTool = z.object({
  name: z.string(),
  description: z.string(),
  plugin: z.string().describe('Id of the plugin, or "builtin" or "code".'),
  effect: z.enum(
    Object.keys(defaultPolicy) as [keyof typeof defaultPolicy, ...(keyof typeof defaultPolicy)[]],
  ),
  policy: toolPolicy,
  inputSchema: z.record(z.string(), z.unknown()),
})

export type OfferedToolInfo = z.infer<typeof offeredTool>

/** Why this model answers. */
export const answeringModel = z.object({ provider: z.string(), model: z.string(), why: z.string() })

export const agentDetail = agent.extend({
  definition,
  hash: z.string().describe('SHA-256 of the definition in canonical JSON.'),
  tools: z.array(offeredTool),
  answeredBy: answeringModel,
})
export type AgentDetail = z.infer<typeof agentDetail>

export const agents = {
  list: operation({
    method: 'GET',
    path: '/api/agents',
    summary: 'Lists the agents of the workspace.',
    tag,
    access: 'agents:read',
    input: z.object({ search: z.string().max(200).optional() }),
    output: z.object({ items: z.array(agent) }),
  }),
  get: operation({
    method: 'GET',
    path: '/api/agents/{agent}',
    summary: 'Reads an agent with its definition, tools and model.',
    tag,
    access: 'agents:read',
    errors: ['not_found'],
    input: z.object({ agent: z.string().max(100).describe('Id or handle.') }),
    output: agentDetail,
  }),
  create: operation({
    method: 'POST',
    path: '/api/agents',
    summary: 'Creates an agent from a definition.',
    tag,
    access: 'agents:write',
    errors: ['conflict', 'definition_invalid', 'definition_secret', 'plugin_unknown', 'too_many_tools'],
    input: z.object({ handle: handle.optional().describe('Made from the name when absent.'), definition }),
    output: agentDetail,
  }),
  rename: operation({
    method: 'PATCH',
    path: '/api/agents/{agent}',
    summary: 'Changes the handle of an agent.',
    tag,
    access: 'agents:write',
    errors: ['not_found', 'conflict'],
    input: z.object({ agent: z.string().max(100), handle }),
    output: agent,
  }),
  delete: operation({
    method: 'DELETE',
    path: '/api/agents/{agent}',
    summary: 'Deletes an agent with its conversations, memories and knowledge.',
    tag,
    access: 'agents:write',
    errors: ['not_found', 'conflict'],
    input: z.object({ agent: z.string().max(100) }),
    output: nothing,
  }),
}

export const definitions = {
  save: operation({
    method: 'PUT',
    path: '/api/agents/{agent}/definition',
    summary: 'Replaces the draft definition of an agent.',
    tag: 'Definitions',
    access: 'agents:write',
    errors: [
      'not_found',
      'conflict',
      'definition_invalid',
      'definition_secret',
      'plugin_unknown',
      'too_many_tools',
    ],
    input: z.object({
      agent: z.string().max(100),
      definition,
      ifHash: z.string().optional().describe('Save only if the stored definition still has this hash.'),
    }),
    output: agentDetail,
  }),
  check: operation({
    method: 'POST',
    path: '/api/definitions/check',
    summary: 'Says what is wrong with a definition without saving it.',
    tag: 'Definitions',
    access: 'agents:read',
    input: z.object({ definition: z.unknown() }),
    output: z.object({
      problems: z.array(z.object({ path: z.string(), message: z.string() })),
      tools: z.array(offeredTool),
      answeredBy: answeringModel.optional(),
    }),
  }),
  import: operation({
    method: 'POST',
    path: '/api/definitions/import',
    summary: 'Turns a character file of ElizaOS into a definition, without saving it.',
    tag: 'Definitions',
    access: 'agents:write',
    errors: ['import_unreadable'],
    input: z.object({ character: z.unknown().describe('The parsed JSON of the file.') }),
    output: z.object({
      handle,
      definition,
      warnings: z.array(z.string()).describe('One line per thing that was not carried over.'),
      knowledge: z.array(z.object({ title: z.string(), text: z.string() })),
    }),
  }),
}
