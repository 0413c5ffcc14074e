import type { Context, Role } from '../identity/index.ts'
import { type Inhabitant, type World, world } from '../identity/testing.ts'
import { invitationOperations } from './invitations.ts'
import { memberOperations } from './members.ts'
import { workspaceOperations } from './operations.ts'
import type { WorkspacePorts } from './ports.ts'

export type Town = Awaited<ReturnType<typeof openTown>>

/** A world with the operations of workspaces; Ben is its first user, so that Ada's own may be deleted. */
export async function openTown(engine: 'pglite' | 'postgres') {
  const w: World = await world(engine)
  const sent: { to: string; subject: string; text: string }[] = []
  const cancelled: string[] = []
  const ports: WorkspacePorts = {
    database: w.database,
    home: async () => ({ userId: w.ben.userId, workspaceId: w.ben.workspaceId }),
    cancelRuns: async db => void cancelled.push(db.workspaceId),
    cancelRunsOf: async (_, userId) => void cancelled.push(userId),
    mail: async (to, subject, text) => {
      if (to.startsWith('bounces')) throw new Error('no such mailbox')
      sent.push({ to, subject, text })
    },
    linkTo: token => `https://loggia.test/invitation#${token}`,
  }
  const ops = workspaceOperations(ports)
  const members = memberOperations(ports)
  let made = 0

  const actorIn = (workspaceId: string, userId: string, role: Role): Context => ({
    ...w.ada.context,
    ...{ workspaceId, db: w.database.in(workspaceId), actor: { kind: 'user', userId, role, staff: [] } },
  })
  const putIn = (workspaceId: string, userId: string, role: Role) =>
    w.database
      .in(workspaceId)
      .query('insert into loggia.members (workspace_id, user_id, role) values ($1, $2, $3)', [
        ...[workspaceId, userId, role],
      ])
  return {
    ...{ w, sent, cancelled, ops, members, invitations: invitationOperations(ports), actorIn, putIn },
    /** A workspace of Ada's, with whom else is named. */
    async found(...guests: { person: Context; role: Role }[]) {
      const workspace = await ops.create(w.ada.context, { name: 'Acme', slug: `acme-${engine}-${++made}` })
      const ada = actorIn(workspace.id, w.ada.userId, 'owner')
      for (const { person, role } of guests) await putIn(workspace.id, idOf(person), role)
      const as = (person: Context, role: Role) => actorIn(workspace.id, idOf(person), role)
      return { id: workspace.id, slug: workspace.slug, ada, as }
    },
    /** Somebody with a workspace of their own, who looks on in another. */
    person: (host: Inhabitant = w.ben): Promise<Context> => w.join(host, 'viewer'),
    rolesIn: async (context: Context): Promise<Record<string, Role>> =>
      Object.fromEntries((await members.list(context)).items.map(item => [item.id, item.role])),
    /** The audit log of the workspace. */
    trail: async (context: Context) =>
      (
        await context.db.query<{
          action: string
          actor: string
          subject: string
          data: string
          outcome: string
        }>('select action, actor, subject, data, outcome from loggia.audit_entries order by sequence')
      ).map(entry => ({ ...entry, data: JSON.parse(entry.data) as Record<string, unknown> })),
  }
}

export const idOf = ({ actor }: Context): string => (actor.kind === 'anonymous' ? '' : actor.userId)

/** One row at least in every tenant table that existed when this was written; they refer to each other. */
export async function fill({ db, workspaceId, actor }: Context): Promise<void> {
  const user = actor.kind === 'anonymous' ? '' : actor.userId
  const id = (prefix: string) => `${prefix}_${workspaceId.slice(-20)}`
  const [agt, cnv, run, doc] = ['agt', 'cnv', 'run', 'doc'].map(id)
  const rows: [table: string, columns: string, values: unknown[]][] = [
    ['api_keys', 'id, user_id, name, hash, hint, scopes', [id('key'), user, 'k', id('hash'), 'lga_', '{}']],
    ['secrets', 'name, envelope', ['S', '{}']],
    [
      'invitations',
      'id, hash, role, invited_by, created_at, expires_at',
      [id('inv'), id('hash'), 'viewer', user, new Date(), new Date()],
    ],
    ['agents', 'id, handle, source, definition, hash', [agt, 'one', 'app', '{}', '']],
    ['conversations', 'id, agent_id, user_id', [cnv, agt, user]],
    ['messages', 'id, conversation_id, role, parts, content', [id('msg'), cnv, 'user', '[]', 'hi']],
    [
      'files',
      'id, conversation_id, name, media_type, bytes, content',
      [id('fil'), cnv, 'f', 't', 1, '\\x00'],
    ],
    ['summaries', 'id, conversation_id, through_position, content', [id('sum'), cnv, 1, 's']],
    [
      'runs',
      'id, conversation_id, agent_id, user_id, message_id, status, node_id',
      [run, cnv, agt, user, id('msg'), 'finished', 'n'],
    ],
    ['run_events', 'run_id, epoch, first_seq, last_seq, events', [run, 1, 1, 1, '{}']],
    [
      'approvals',
      'id, run_id, conversation_id, tool_call_id, tool_name, input',
      [id('apr'), run, cnv, 'call', 'tool', '{}'],
    ],
    [
      'memories',
      'id, agent_id, scope, key, value, provenance, created_at, updated_at, embedder, dimensions, terms',
      [id('mem'), agt, 'agent', 'k', 'v', '{}', new Date(), new Date(), 'e', 1, 't'],
    ],
    [
      'documents',
      'id, agent_id, title, media_type, bytes, hash, chunks, added_by, created_at',
      [doc, agt, 't', 'm', 1, 'h', 1, user, new Date()],
    ],
    [
      'chunks',
      'id, document_id, agent_id, position, heading, text, embedder, dimensions, terms',
      [id('chk'), doc, agt, 0, '', 't', 'e', 1, 't'],
    ],
  ]
  for (const [table, columns, values] of rows) {
    const places = values.map((_, index) => `$${index + 2}`).join(', ')
    await db.query(`insert into loggia.${table} (workspace_id, ${columns}) values ($1, ${places})`, [
      workspaceId,
      ...values,
    ])
  }
}
