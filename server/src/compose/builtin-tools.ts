import { type Definition, type Embedder, EventType, type RunEvent, type Tool } from '@loggia/contract'
import { knowledgeTools } from '@loggia/core/knowledge'
import { memoryTools } from '@loggia/core/memory'
import type { TenantSql } from '@loggia/core/platform'
import type { RunPorts, RunScope } from '@loggia/core/runs'

/** The tools that every agent has: memory where the definition allows a scope, knowledge where it is on. */
export function builtinTools(
  ports: Pick<RunPorts, 'clock' | 'newId'>,
  embedder: Embedder,
  scope: RunScope,
  definition: Definition,
  emit: (event: RunEvent) => void,
): Tool[] {
  const tell = (name: string, value: unknown) => emit({ type: EventType.CUSTOM, name, value })
  const common = {
    db: scope.db,
    agentId: scope.agentId,
    embedder: () => embedder,
    emit: tell,
  }
  return [
    ...memoryTools({
      ...common,
      conversationId: scope.conversationId,
      userId: scope.userId,
      runId: scope.runId,
      scopes: definition.memory.scopes,
      mayWriteAgentScope: true,
      now: () => ports.clock.now(),
      newId: ports.newId,
    }),
    ...(definition.knowledge.enabled ? knowledgeTools(common) : []),
  ]
}

/** The same tools to be looked at: what they would be called and take, bound to no run. */
export function shownBuiltinTools(definition: Definition): Tool[] {
  const refuse = () => {
    throw new Error('A tool that is only shown is not run.')
  }
  const db: TenantSql = { workspaceId: 'none', query: refuse, batch: refuse, transaction: refuse }
  const embedder: Embedder = { id: 'none', dimensions: 0, embed: refuse }
  const scope = {
    db,
    workspaceId: 'none',
    agentId: '',
    handle: '',
    conversationId: '',
    runId: '',
    userId: '',
  }
  return builtinTools(
    { clock: { now: refuse, elapsed: refuse }, newId: refuse },
    embedder,
    scope,
    definition,
    refuse,
  )
}
