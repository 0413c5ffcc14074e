import { randomBytes } from 'node:crypto'
import { definition } from '@loggia/contract'
import { hashDefinition, insertAgent } from '@loggia/core/agents'
import type { Database } from '@loggia/core/platform'
import type { House, Person } from './house.ts'
import { conversationRows, inside, memoryRows, summaryRows } from './store.ts'

/** A text that nobody but its holders may ever see. */
export const newCanary = (of: string): string => `canary${of}${randomBytes(6).toString('hex')}`

/** Ids that somebody has, by the field that names them. */
export type Belongings = Record<string, string[]>

/** An agent whose definition, memory and a former conversation hold canaries; before the server starts. */
export async function plantAgent(
  database: Database,
  workspaceId: string,
  id: string,
  shared: string,
  members: readonly { person: Person; canary: string }[],
): Promise<void> {
  const planted = definition.parse({
    name: `Agent ${shared}`,
    summary: shared,
    model: { provider: 'scripted' },
    plugins: ['scripted'],
  })
  const agent = { workspaceId, id, handle: shared, source: 'app' as const, definition: planted }
  await insertAgent(database.in(workspaceId), { ...agent, hash: hashDefinition(planted) })
  const about = { workspaceId, agentId: id }
  const shownToAll = { ...about, id: `mem_${shared}`, scope: 'agent' as const, userId: '', text: shared }
  await inside(database, workspaceId, memoryRows(shownToAll))
  for (const { person, canary } of members) {
    const { userId, name } = person
    const conversation = `cnv_${name}`
    await inside(database, workspaceId, [
      ...memoryRows({ ...about, id: `mem_${name}`, scope: 'user', userId, text: canary }),
      ...conversationRows(workspaceId, conversation, id, userId, `Before: ${canary}`),
      ...summaryRows(workspaceId, conversation, `In short: ${canary}`),
    ])
  }
}

/** Puts canaries into what else a workspace shares: knowledge, names and values of secrets, an invitation. */
export async function furnishWorkspace(
  house: House,
  { cookie }: Person,
  agent: string,
  canary: string,
  sealed: string,
): Promise<{ document: string }> {
  const headers = { cookie }
  const { id: document } = await house.make<{ id: string }>(headers, `/api/agents/${agent}/documents`, {
    title: `Page ${canary}`,
    text: `The harvest of ${canary} is in the barn.`,
  })
  await house.make(headers, `/api/secrets/${canary.toUpperCase()}`, { value: sealed }, 'PUT')
  await house.make(headers, `/api/secrets/${canary.toUpperCase()}`, { value: sealed, agent }, 'PUT')
  const email = `${canary}@example.org`
  await house.make(headers, '/api/invitations', { role: 'viewer', email })
  return { document }
}

/** Puts canaries into all that is a person's own: conversation, messages, events, approval, file, key. */
export async function furnishPerson(
  house: House,
  { cookie, name }: Person,
  home: string,
  agent: string,
  canary: string,
): Promise<Belongings> {
  const headers = { cookie, 'loggia-workspace': home }
  const conversation = await house.make<{ id: string }>(headers, '/api/conversations', {
    agent,
    title: `Talk of ${canary}`,
  })
  const path = `/api/conversations/${conversation.id}`
  const sent = await house.make<{ run: { id: string } }>(headers, `${path}/messages`, {
    text: `Hello from ${canary}`,
  })
  const file = await house.server.stranger(`${path}/files?name=${canary}.txt`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/plain' },
    body: `A file of ${canary}.`,
  })
  const { id: fileId } = (await file.json()) as { id: string }
  const waiting = await house.make<{ id: string }>(headers, '/api/conversations', { agent })
  await house.make(headers, `/api/conversations/${waiting.id}/messages`, { text: `act ${canary}` })
  const approvals = (await (await house.server.stranger('/api/approvals', { headers })).json()) as {
    items: { id: string }[]
  }
  const key = await house.make<{ id: string }>(headers, '/api/keys', {
    name: `Key ${canary}`,
    scopes: ['agents:read'],
  })
  return {
    conversation: [conversation.id, waiting.id, `cnv_${name}`],
    run: [sent.run.id],
    file: [fileId],
    approval: approvals.items.map(({ id }) => id),
    key: [key.id],
  }
}
