import { randomBytes } from 'node:crypto'
import { LoggiaError } from '@loggia/contract'
import { type Context, recording, slugFrom } from '../identity/index.ts'
import { isUniqueViolation } from '../platform/index.ts'
import { type WorkspacePorts, within } from './ports.ts'
import * as store from './store.ts'

/** Makes a workspace with its first owner, recorded in its own audit log. Throws `conflict` for a slug that is taken. */
export async function makeWorkspace(
  { database }: WorkspacePorts,
  context: Context,
  ownerId: string,
  names: { name: string; slug: string },
): Promise<store.WorkspaceRow> {
  const workspace = { id: context.newId('workspace'), ...names }
  const there = within(context, database, workspace.id)
  try {
    await there.db.batch([
      ...store.insertWorkspace(workspace, ownerId),
      ...recording(there, 'workspace.created', workspace.id, { slug: names.slug, owner: ownerId }),
    ])
  } catch (error) {
    throw isUniqueViolation(error) && error.constraint === 'workspaces_slug_key'
      ? slugTaken(names.slug)
      : error
  }
  return workspace
}

/** Gives a workspace of their own to somebody who is about to lose the only one they are in. */
export async function keepHoused(
  ports: WorkspacePorts,
  context: Context,
  { user_id, name, email }: { user_id: string; name: string; email: string },
): Promise<void> {
  if ((await store.countWorkspaces(context.db, user_id)) > 1) return
  const slug = slugFrom(name || email)
  for (let attempt = 1; ; attempt++) {
    const tried = attempt === 1 ? slug : `${slug.slice(0, 32)}-${randomBytes(3).toString('hex')}`
    try {
      await makeWorkspace(ports, context, user_id, { name, slug: tried })
      return
    } catch (error) {
      const isTaken = error instanceof LoggiaError && error.code === 'conflict'
      if (!isTaken || attempt === 5) throw error
    }
  }
}

export const slugTaken = (slug: string) =>
  new LoggiaError('conflict', { detail: `There is a workspace with the slug "${slug}" already.` })
