import {
  type Agent,
  type AgentDetail,
  type Definition,
  LoggiaError,
  type OfferedToolInfo,
} from '@loggia/contract'
import { authorise, type Context, reaches } from '../identity/index.ts'
import {
  freeHandle,
  handleFrom,
  hashDefinition,
  type Problem,
  readDefinition,
  refuseSecrets,
} from './definition.ts'
import { importCharacter } from './eliza/index.ts'
import * as store from './store.ts'

/** What a definition amounts to on this instance; given by the slices above. */
export interface DefinitionPorts {
  /** The tools it offers, with their policy. Throws `plugin_unknown`, `too_many_tools`. */
  offer(definition: Definition): OfferedToolInfo[]
  /** Which model would answer, and why. */
  choose(context: Context, definition: Definition): Promise<AgentDetail['answeredBy']>
}

function present(agent: store.StoredAgent): Agent {
  return {
    id: agent.id,
    handle: agent.handle,
    address: `@${agent.workspace_slug}/${agent.handle}`,
    name: agent.definition.name,
    summary: agent.definition.summary,
    source: agent.source,
    createdAt: agent.created_at.toISOString(),
    updatedAt: agent.updated_at.toISOString(),
  }
}

const gone = (agent: string) =>
  new LoggiaError('not_found', { detail: `There is no agent "${agent}" in this workspace.` })

/** The agent by id or handle. Throws `not_found`, also for an agent that the API key is not bound to. */
export async function requireAgent(context: Context, idOrHandle: string): Promise<store.StoredAgent> {
  const agent = await store.findAgent(context.db, idOrHandle)
  if (!agent || !reaches(context.actor, agent.id)) throw gone(idOrHandle)
  return agent
}

function refuseCode(agent: store.StoredAgent): void {
  if (agent.source !== 'code') return
  throw new LoggiaError('conflict', {
    detail: `@${agent.handle} is defined in code; change its file instead.`,
  })
}

/** The operations of agents and their definitions. */
export function agentOperations(ports: DefinitionPorts) {
  const detail = async (context: Context, agent: store.StoredAgent): Promise<AgentDetail> => ({
    ...present(agent),
    definition: agent.definition,
    hash: agent.hash,
    tools: ports.offer(agent.definition),
    answeredBy: await ports.choose(context, agent.definition),
  })

  return {
    async list(context: Context, input: { search?: string | undefined }) {
      authorise(context.actor, 'agents:read')
      const agents = await store.listAgents(context.db, input.search)
      return {
        items: agents.filter(agent => reaches(context.actor, agent.id)).map(agent => present(agent)),
      }
    },

    async get(context: Context, input: { agent: string }) {
      authorise(context.actor, 'agents:read')
      return detail(context, await requireAgent(context, input.agent))
    },

    async create(context: Context, input: { handle?: string | undefined; definition: Definition }) {
      authorise(context.actor, 'agents:write')
      refuseSecrets(input.definition)
      ports.offer(input.definition)
      const base = input.handle ?? handleFrom(input.definition.name)
      const handle = input.handle ?? freeHandle(base, await store.handlesLike(context.db, base.slice(0, 30)))
      const agent = await store.insertAgent(context.db, {
        workspaceId: context.workspaceId,
        id: context.newId('agent'),
        handle,
        source: 'app',
        definition: input.definition,
        hash: hashDefinition(input.definition),
      })
      if (!agent)
        throw new LoggiaError('conflict', { detail: `The handle "${handle}" is taken in this workspace.` })
      return detail(context, agent)
    },

    async rename(context: Context, input: { agent: string; handle: string }) {
      authorise(context.actor, 'agents:write')
      const agent = await requireAgent(context, input.agent)
      refuseCode(agent)
      const renamed = await store.updateHandle(context.db, agent.id, input.handle)
      if (!renamed) throw new LoggiaError('conflict', { detail: `The handle "${input.handle}" is taken.` })
      return present(renamed)
    },

    async delete(context: Context, input: { agent: string }) {
      authorise(context.actor, 'agents:write')
      const agent = await requireAgent(context, input.agent)
      refuseCode(agent)
      await store.deleteAgent(context.db, agent.id)
      return {}
    },

    async save(
      context: Context,
      input: { agent: string; definition: Definition; ifHash?: string | undefined },
    ) {
      authorise(context.actor, 'agents:write')
      refuseSecrets(input.definition)
      ports.offer(input.definition)
      const agent = await requireAgent(context, input.agent)
      refuseCode(agent)
      const hash = hashDefinition(input.definition)
      const saved = await store.updateDefinition(context.db, agent.id, input.definition, hash, input.ifHash)
      if (!saved)
        throw new LoggiaError('conflict', { detail: 'Somebody else changed this definition meanwhile.' })
      return detail(context, saved)
    },

    async check(context: Context, input: { definition?: unknown }) {
      authorise(context.actor, 'agents:read')
      const { definition, problems } = readDefinition(input.definition)
      if (!definition) return { problems, tools: [] }
      const offered = offerOrProblem(ports, definition)
      const answeredBy = await ports.choose(context, definition)
      return { problems: [...problems, ...offered.problems], tools: offered.tools, answeredBy }
    },

    async import(context: Context, input: { character?: unknown }) {
      authorise(context.actor, 'agents:write')
      const { definition, handle, warnings, knowledge } = importCharacter(input.character)
      return { definition, handle, warnings, knowledge }
    },
  }
}

function offerOrProblem(
  ports: DefinitionPorts,
  definition: Definition,
): { tools: OfferedToolInfo[]; problems: Problem[] } {
  try {
    return { tools: ports.offer(definition), problems: [] }
  } catch (error) {
    if (!(error instanceof LoggiaError)) throw error
    return { tools: [], problems: [{ path: 'plugins', message: error.message }] }
  }
}
