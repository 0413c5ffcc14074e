import { LoggiaError, type Me, type Scope, scopes as scopeTable } from '@loggia/contract'
import { isReferenceViolation } from '../platform/index.ts'
import { hashApiKey, hintOf, makeApiKey } from './api-key.ts'
import { recording } from './audit-record.ts'
import { authorise, scopesOf } from './can.ts'
import { type Context, requireUser } from './context.ts'
import * as store from './store.ts'

const day = 86_400_000

/** Says who is asking: user, workspace, role and scopes. */
export async function me(context: Context): Promise<Me> {
  const { actor, db } = context
  const userId = requireUser(context)
  const [[here], workspaces] = await Promise.all([
    store.findMembership(db, userId),
    store.workspacesOf(db, userId),
  ])
  if (!here || actor.kind === 'anonymous') throw new LoggiaError('unauthenticated')
  const workspace = { id: here.id, slug: here.slug, name: here.name, role: here.role }
  return {
    user: { id: userId, name: here.user_name, email: here.email, staff: actor.staff },
    workspace,
    workspaces: actor.kind === 'key' ? [workspace] : workspaces,
    ...(actor.kind === 'key' && { scopes: actor.scopes }),
  }
}

/** The user's API keys in this workspace that are not revoked, newest first. */
export async function listKeys(context: Context) {
  authorise(context.actor, 'keys:manage')
  return { items: (await store.listKeys(context.db, requireUser(context))).map(shownKey) }
}

export interface KeyWish {
  name: string
  /** All that the actor may do, except managing and what is the instance's, when absent. */
  scopes?: Scope[] | undefined
  /** Ids of the only agents it reaches. */
  agents?: string[] | undefined
  expiresInDays?: number | undefined
}

/** Creates an API key and shows it this one time. It never holds more than who creates it. */
export async function createKey(context: Context, wish: KeyWish) {
  const { actor, workspaceId, db, newId } = context
  authorise(actor, 'keys:manage')
  const userId = requireUser(context)
  const held = scopesOf(actor, scopeTable)
  const scopes = wish.scopes ?? held.filter(scope => !/:manage$|^instance:/.test(scope))
  const beyond = scopes.filter(scope => !held.includes(scope))
  if (beyond.length > 0)
    throw new LoggiaError('forbidden', { detail: `You do not hold ${beyond.join(', ')}.` })
  const bound = actor.kind === 'key' ? actor.agentIds : undefined
  const agentIds = wish.agents ?? bound
  if (bound && agentIds?.some(id => !bound.includes(id))) {
    throw new LoggiaError('forbidden', { detail: 'This API key is bound to other agents.' })
  }
  const now = context.now()
  const key = makeApiKey()
  const row = {
    workspaceId,
    ...{
      id: newId('key'),
      userId,
      name: wish.name,
      hash: hashApiKey(key),
      hint: hintOf(key),
      scopes,
      agentIds,
    },
    createdAt: new Date(now),
    expiresAt: wish.expiresInDays === undefined ? undefined : new Date(now + wish.expiresInDays * day),
  }
  await db
    .batch([store.insertKey(row), ...recording(context, 'key.created', row.id, { name: wish.name, scopes })])
    .catch(error => {
      // Removed, or left, while the request was under way: the key has no membership to hang on.
      if (!isReferenceViolation(error)) throw error
      throw new LoggiaError('not_found', { detail: 'You are not in this workspace any more.', cause: error })
    })
  const { id, name, hint, createdAt: created_at } = row
  const shown = { id, name, hint, scopes, created_at, last_used_at: null }
  return { ...shownKey({ ...shown, agent_ids: agentIds ?? null, expires_at: row.expiresAt ?? null }), key }
}

/** Revokes an API key of the user; it holds from the next request on. Throws `not_found`. */
export async function revokeKey(context: Context, { key }: { key: string }) {
  authorise(context.actor, 'keys:manage')
  const userId = requireUser(context)
  await context.db.transaction(async sql => {
    const [row] = await store.revokeKey(sql, key, userId, new Date(context.now()))
    if (!row) throw new LoggiaError('not_found', { detail: 'You have no such API key.' })
    for (const { text, values } of recording(context, 'key.revoked', key)) await sql.query(text, values)
  })
  return {}
}

const shownKey = (row: store.KeyRow) => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  scopes: row.scopes,
  ...(row.agent_ids && { agentIds: row.agent_ids }),
  createdAt: row.created_at.toISOString(),
  ...(row.expires_at && { expiresAt: row.expires_at.toISOString() }),
  ...(row.last_used_at && { lastUsedAt: row.last_used_at.toISOString() }),
})
