import { LoggiaError } from '@loggia/contract'
import type { InstanceSql } from '../platform/index.ts'
import type { Actor } from './actor.ts'
import { hashApiKey, isApiKey } from './api-key.ts'
import { type IdentityRow, identifyKey, identifySession } from './store.ts'

/** What a request brings to say who it is from. */
export interface Claim {
  /** Of a cookie whose signature held. */
  sessionToken?: string | undefined
  apiKey?: string | undefined
  /** Id or slug of the workspace it wants; the user's oldest when absent. */
  workspace?: string | undefined
}

/** Who is asking, and where. */
export interface Identity {
  actor: Exclude<Actor, { kind: 'anonymous' }>
  user: { id: string; name: string; email: string }
  workspace: { id: string; slug: string; name: string }
}

/**
 * Who brings this claim, in one round trip; undefined when it is nobody's any more. A key wins over a
 * session. Throws `not_found` for a workspace the user is not in.
 */
export async function identify(db: InstanceSql, claim: Claim): Promise<Identity | undefined> {
  if (claim.apiKey !== undefined) return byKey(db, claim.apiKey, claim.workspace)
  if (claim.sessionToken === undefined) return undefined
  const [row] = await identifySession(db, claim.sessionToken, claim.workspace)
  if (!row) return undefined
  const workspace = workspaceOf(row)
  if (!workspace || row.role === null)
    throw new LoggiaError('not_found', { detail: 'You are in no such workspace.' })
  return {
    actor: { kind: 'user', userId: row.user_id, role: row.role, staff: row.staff },
    user: userOf(row),
    workspace,
  }
}

async function byKey(
  db: InstanceSql,
  key: string,
  wanted: string | undefined,
): Promise<Identity | undefined> {
  if (!isApiKey(key)) return undefined
  const [row] = await identifyKey(db, hashApiKey(key))
  const workspace = row && workspaceOf(row)
  if (!workspace || row.role === null) return undefined
  if (wanted !== undefined && wanted !== workspace.id && wanted !== workspace.slug) {
    throw new LoggiaError('not_found', { detail: 'This API key belongs to another workspace.' })
  }
  const { key_id: keyId, user_id: userId, role, staff, scopes, agent_ids: agentIds } = row
  const actor = { kind: 'key', keyId, userId, role, staff, scopes, ...(agentIds && { agentIds }) } as const
  return { actor, user: userOf(row), workspace }
}

const userOf = (row: IdentityRow) => ({ id: row.user_id, name: row.name, email: row.email })

function workspaceOf({ workspace_id: id, slug, workspace_name: name }: IdentityRow) {
  return id !== null && slug !== null && name !== null ? { id, slug, name } : undefined
}
