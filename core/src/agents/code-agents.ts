import type { CodeAgent } from '@loggia/contract'
import type { TenantSql } from '../platform/index.ts'
import { hashDefinition } from './definition.ts'
import * as store from './store.ts'

/**
 * Makes the workspace's agents of source `code` equal to the builder's files: new ones are added,
 * changed ones updated under the same id (conversations go on), ones whose file is gone are left.
 * An agent of the app that has the same handle is kept and the code agent gets none; its handle is returned.
 */
export async function syncCodeAgents(
  db: TenantSql,
  agents: readonly CodeAgent[],
  newId: () => string,
): Promise<{ taken: string[] }> {
  const taken: string[] = []
  for (const agent of agents) {
    const hash = hashDefinition(agent.definition)
    const stored = await store.findAgent(db, agent.handle)
    if (!stored) {
      await store.insertAgent(db, {
        workspaceId: db.workspaceId,
        id: newId(),
        handle: agent.handle,
        source: 'code',
        definition: agent.definition,
        hash,
      })
    } else if (stored.source !== 'code') taken.push(agent.handle)
    else if (stored.hash !== hash)
      await store.updateDefinition(db, stored.id, agent.definition, hash, undefined)
  }
  return { taken }
}
