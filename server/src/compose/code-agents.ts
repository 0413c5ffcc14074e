import type { CodeAgent, Definition, Tool } from '@loggia/contract'
import { hashDefinition } from '@loggia/core/agents'

/** The agents of the builder's files as they are now; `replace` is what a reload does. */
export interface CodeAgents {
  readonly all: readonly CodeAgent[]
  replace(agents: readonly CodeAgent[]): void
  /** The tools of the agent that has this handle. */
  byHandle(handle: string): readonly Tool[]
  /** The tools of the agent that has this definition, for showing them. */
  byDefinition(definition: Definition): readonly Tool[]
}

export function holdCodeAgents(): CodeAgents {
  let all: readonly CodeAgent[] = []
  let byHash = new Map<string, CodeAgent>()
  return {
    get all() {
      return all
    },
    replace(agents) {
      all = agents
      byHash = new Map(agents.map(agent => [hashDefinition(agent.definition), agent]))
    },
    byHandle: handle => all.find(agent => agent.handle === handle)?.tools ?? [],
    byDefinition: definition =>
      all.length === 0 ? [] : (byHash.get(hashDefinition(definition))?.tools ?? []),
  }
}
