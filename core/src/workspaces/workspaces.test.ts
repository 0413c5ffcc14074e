import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../identity/index.ts'
import { createKey, type Role } from '../identity/index.ts'
import { type Inhabitant, type World, world } from '../identity/testing.ts'
import { asSystem } from '../platform/index.ts'
import { tenantTables } from '../platform/tables.ts'
import { invitationOperations, memberOperations, type WorkspacePorts, workspaceOperations } from './index.ts'

describe.each(['pglite', 'postgres'] as const)('workspaces on %s', engine => {
  let w: World
  let sent: { to: string; subject: string; text: string }[]
  let cancelled: string[]
  let ops: ReturnType<typeof workspaceOperations>
  let members: ReturnType<typeof memberOperations>
  let invitations: ReturnType<typeof invitationOperations>

  beforeAll(async () => {
    w = await world(engine)
    sent = []
    cancelled = []
    // Ben is the first user here, so that Ada's workspace may be handed over and deleted.
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
    ops = workspaceOperations(ports)
    members = memberOperations(ports)
    invitations = invitationOperations(ports)
  })
  afterAll(() => w?.close())

  const actorIn = (workspaceId: string, userId: string, role: Role): Context => ({
    ...w.ada.context,
    ...{ workspaceId, db: w.database.in(workspaceId), actor: { kind: 'user', userId, role, staff: [] } },
  })
  /** A workspace of Ada's, with whom else is named. */
  let made = 0
  const found = async (...guests: { person: Context; role: Role }[]) => {
    const workspace = await ops.create(w.ada.context, { name: 'Acme', slug: `acme-${engine}-${++made}` })
    const ada = actorIn(workspace.id, w.ada.userId, 'owner')
    for (const { person, role } of guests) await putIn(workspace.id, idOf(person), role)
    const as = (person: Context, role: Role) => actorIn(workspace.id, idOf(person), role)
    return { id: workspace.id, slug: workspace.slug, ada, as }
  }
  const putIn = (workspaceId: string, userId: string, role: Role) =>
    w.database
      .in(workspaceId)
      .query('insert into loggia.members (workspace_id, user_id, role) values ($1, $2, $3)', [
        workspaceId,
        userId,
        role,
      ])
  const idOf = ({ actor }: Context) => (actor.kind === 'anonymous' ? '' : actor.userId)
  const person = async (host: Inhabitant = w.ben) => w.join(host, 'viewer')
  const rolesIn = async (context: Context) =>
    Object.fromEntries((await members.list(context)).items.map(item => [item.id, item.role]))
  const trail = async (context: Context) =>
    (
      await context.db.query<{ action: string; actor: string; subject: string; data: string }>(
        'select action, actor, subject, data from loggia.audit_entries order by sequence',
      )
    ).map(entry => ({ ...entry, data: JSON.parse(entry.data) }))

  test('whoever makes a workspace owns it, under a folded slug that nobody else may have', async () => {
    const slug = `Röm-${engine}`
    await expect(ops.create(w.ada.context, { name: 'Rome', slug })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const rome = await ops.create(w.ada.context, { name: 'Rome', slug: `ROME-${engine}` })
    expect(rome).toMatchObject({ name: 'Rome', slug: `rome-${engine}`, role: 'owner' })
    for (const same of [`rome-${engine}`, `ｒｏｍｅ-${engine}`, `Rome-${engine}`]) {
      const again = ops.create(w.ben.context, { name: 'Other', slug: same })
      await expect(again).rejects.toMatchObject({ code: 'conflict' })
    }
    const inside = actorIn(rome.id, w.ada.userId, 'owner')
    expect(await rolesIn(inside)).toEqual({ [w.ada.userId]: 'owner' })
    const renamed = await ops.rename(inside, { name: 'Roma', slug: `ROMA-${engine}` })
    expect(renamed).toMatchObject({ id: rome.id, name: 'Roma', slug: `roma-${engine}` })
    const taken = ops.rename(inside, { slug: 'ben' })
    await expect(taken).rejects.toMatchObject({ code: 'conflict' })
    const entries = await trail(inside)
    expect(entries.map(entry => entry.action)).toEqual(['workspace.created', 'workspace.renamed'])
  })

  test('an invitation is used once, and a replay is refused and written down', async () => {
    const acme = await found()
    const { token, link, mailed, ...invitation } = await invitations.create(acme.ada, {
      role: 'builder',
      expiresInDays: 7,
    })
    expect(link.endsWith(`#${token}`)).toBe(true)
    expect(mailed).toBe(false)
    const stored = await acme.ada.db.query<{ hash: string }>('select * from loggia.invitations')
    expect(JSON.stringify([stored, await trail(acme.ada)])).not.toContain(token)

    const stranger = w.ben.as({ kind: 'anonymous' })
    expect(await invitations.preview(stranger, { token })).toMatchObject({
      workspace: { slug: acme.slug, name: 'Acme' },
      role: 'builder',
      invitedBy: 'Ada',
    })
    const [carl, dora] = [await person(), await person()]
    const joined = await Promise.allSettled([carl, dora].map(one => invitations.accept(one, { token })))
    expect(joined.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const [winner, loser] = joined[0]?.status === 'fulfilled' ? [carl, dora] : [dora, carl]
    expect(joined.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))).toEqual([
      { id: acme.id, slug: acme.slug, name: 'Acme', role: 'builder' },
    ])
    const replay = invitations.accept(loser, { token })
    await expect(replay).rejects.toMatchObject({ code: 'invitation_invalid', status: 410 })
    await expect(invitations.preview(stranger, { token })).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
    expect(await rolesIn(acme.ada)).toEqual({ [w.ada.userId]: 'owner', [idOf(winner)]: 'builder' })
    const { items } = await invitations.list(acme.ada)
    expect(items).toEqual([{ ...invitation, status: 'accepted', acceptedBy: idOf(winner) }])
    const entries = await trail(acme.ada)
    expect(entries.filter(entry => entry.action === 'invitation.accepted')).toHaveLength(1)
    const refused = entries.filter(entry => entry.action === 'invitation.refused')
    expect(refused).toHaveLength(2)
    expect(refused[0]).toMatchObject({ actor: idOf(loser), subject: invitation.id })
  })

  test('an invitation that was revoked, has expired or never was lets nobody in', async () => {
    const acme = await found()
    const guest = await person()
    const invite = () => invitations.create(acme.ada, { role: 'viewer', expiresInDays: 1 })
    const revoked = await invite()
    await invitations.revoke(acme.ada, { invitation: revoked.id })
    const again = invitations.revoke(acme.ada, { invitation: revoked.id })
    await expect(again).rejects.toMatchObject({ code: 'not_found' })
    const expired = await invite()
    w.clock.now += 86_400_000
    for (const { token } of [revoked, expired]) {
      await expect(invitations.accept(guest, { token })).rejects.toMatchObject({
        code: 'invitation_invalid',
      })
    }
    const unknown = invitations.accept(guest, { token: "' or 1 = 1 --" })
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
    expect(await rolesIn(acme.ada)).toEqual({ [w.ada.userId]: 'owner' })
    const statuses = (await invitations.list(acme.ada)).items.map(item => item.status)
    expect(statuses.sort()).toEqual(['expired', 'revoked'])
    expect((await invitations.list(w.ben.context)).items).toEqual([])
    const foreign = invitations.revoke(w.ben.context, { invitation: expired.id })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
  })

  test('an invitation by e-mail is sent, and is for the user of that address only', async () => {
    const acme = await found()
    const wish = { role: 'admin', email: 'Ben@Example.com', expiresInDays: 7 } as const
    const { token, link, mailed } = await invitations.create(acme.ada, wish)
    expect(mailed).toBe(true)
    expect(sent.at(-1)).toMatchObject({ to: 'ben@example.com', subject: expect.stringContaining('Acme') })
    expect(sent.at(-1)?.text).toContain(link)
    const other = invitations.accept(await person(), { token })
    await expect(other).rejects.toMatchObject({ code: 'forbidden' })
    expect(await invitations.accept(w.ben.context, { token })).toMatchObject({ role: 'admin' })
    await expect(invitations.create(acme.ada, wish)).rejects.toMatchObject({ code: 'conflict' })
    const lost = await invitations.create(acme.ada, { ...wish, email: 'bounces@example.com' })
    expect(lost).toMatchObject({ mailed: false, status: 'open' })
  })

  test('who is a member already leaves the invitation for another', async () => {
    const acme = await found()
    const { token } = await invitations.create(acme.ada, { role: 'viewer', expiresInDays: 7 })
    await expect(invitations.accept(w.ada.context, { token })).rejects.toMatchObject({ code: 'conflict' })
    expect(await rolesIn(acme.ada)).toEqual({ [w.ada.userId]: 'owner' })
    expect(await invitations.accept(await person(), { token })).toMatchObject({ role: 'viewer' })
  })

  test('only owners and admins manage members, and no admin touches an owner', async () => {
    const [carl, dora, eve] = [await person(), await person(), await person()]
    const acme = await found({ person: carl, role: 'admin' }, { person: dora, role: 'builder' })
    const admin = acme.as(carl, 'admin')
    const forbidden = { code: 'forbidden' }
    for (const role of ['builder', 'viewer'] as const) {
      const low = acme.as(dora, role)
      const wish = { role: 'viewer', expiresInDays: 1 } as const
      await expect(members.setRole(low, { member: idOf(dora), role: 'admin' })).rejects.toMatchObject(
        forbidden,
      )
      await expect(members.remove(low, { member: idOf(carl) })).rejects.toMatchObject(forbidden)
      await expect(invitations.create(low, wish)).rejects.toMatchObject(forbidden)
      await expect(invitations.list(low)).rejects.toMatchObject(forbidden)
    }
    const toOwner = members.setRole(admin, { member: idOf(dora), role: 'owner' })
    await expect(toOwner).rejects.toMatchObject(forbidden)
    const demote = members.setRole(admin, { member: w.ada.userId, role: 'viewer' })
    await expect(demote).rejects.toMatchObject(forbidden)
    await expect(members.remove(admin, { member: w.ada.userId })).rejects.toMatchObject(forbidden)
    for (const act of [
      () => ops.rename(admin, { name: 'Mine' }),
      () => ops.transfer(admin, { member: idOf(carl) }),
      () => ops.delete(admin, { name: 'Acme' }),
    ])
      await expect(act()).rejects.toMatchObject(forbidden)
    // Who is no member, and who is one elsewhere only, are answered alike.
    for (const member of ['usr_nobody', idOf(eve), w.ben.userId])
      await expect(members.remove(admin, { member })).rejects.toMatchObject({ code: 'not_found' })

    await members.setRole(admin, { member: idOf(dora), role: 'viewer' })
    // The role that counts is the one of now, not the one that the session was opened with.
    await members.setRole(acme.ada, { member: idOf(carl), role: 'builder' })
    await expect(members.remove(admin, { member: idOf(dora) })).rejects.toMatchObject(forbidden)
    expect(await rolesIn(acme.ada)).toEqual({
      ...{ [w.ada.userId]: 'owner', [idOf(carl)]: 'builder', [idOf(dora)]: 'viewer' },
    })
  })

  test('of two owners who demote each other at once, one stays', async () => {
    const carl = await person()
    const acme = await found({ person: carl, role: 'owner' })
    const both = await Promise.allSettled([
      members.setRole(acme.ada, { member: idOf(carl), role: 'viewer' }),
      members.setRole(acme.as(carl, 'owner'), { member: w.ada.userId, role: 'viewer' }),
    ])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(Object.values(await rolesIn(acme.ada)).sort()).toEqual(['owner', 'viewer'])
  })

  test('a removed member loses keys and the invitations they made', async () => {
    const carl = await person()
    const acme = await found({ person: carl, role: 'admin' })
    const admin = acme.as(carl, 'admin')
    await createKey(admin, { name: 'mine' })
    const { token } = await invitations.create(admin, { role: 'admin', expiresInDays: 90 })
    await members.remove(acme.ada, { member: idOf(carl) })
    expect(cancelled).toContain(idOf(carl))
    expect(await acme.ada.db.query('select id from loggia.api_keys')).toEqual([])
    const back = invitations.accept(carl, { token })
    await expect(back).rejects.toMatchObject({ code: 'invitation_invalid' })
    const actions = (await trail(acme.ada)).map(entry => entry.action)
    expect(actions).toContain('member.removed')
    expect(actions).toContain('invitation.revoked')
  })

  test('an owner hands over, then may leave; the last one cannot', async () => {
    const carl = await person()
    const acme = await found({ person: carl, role: 'viewer' })
    await expect(members.leave(acme.ada)).rejects.toMatchObject({ code: 'conflict' })
    await ops.transfer(acme.ada, { member: idOf(carl) })
    expect(await rolesIn(acme.ada)).toEqual({ [w.ada.userId]: 'admin', [idOf(carl)]: 'owner' })
    await members.leave(acme.ada)
    const owner = acme.as(carl, 'owner')
    expect(await rolesIn(owner)).toEqual({ [idOf(carl)]: 'owner' })
    await expect(members.leave(owner)).rejects.toMatchObject({ code: 'conflict' })
    const actions = (await trail(owner)).map(entry => entry.action)
    expect(actions.slice(-2)).toEqual(['workspace.transferred', 'member.left'])
  })

  test('a deleted workspace leaves no row in any tenant table, its neighbour keeps all, and nobody is homeless', async () => {
    const carl = await person()
    const acme = await found({ person: carl, role: 'admin' })
    await fill(acme.ada)
    const neighbour = await found()
    await fill(neighbour.ada)
    const rowsOf = async (context: Context) =>
      Object.fromEntries(
        await Promise.all(
          tenantTables.map(async table => {
            const [row] = await context.db.query<{ n: number }>(`select count(*) as n from loggia.${table}`)
            return [table, row?.n ?? 0] as const
          }),
        ),
      )
    const full = await rowsOf(acme.ada)
    const near = await rowsOf(neighbour.ada)
    expect(Object.values(full).filter(n => n > 0).length).toBeGreaterThanOrEqual(16)

    for (const name of ['acme', 'Acme2', '']) {
      await expect(ops.delete(acme.ada, { name })).rejects.toMatchObject({ code: 'invalid_input' })
    }
    expect(await rowsOf(acme.ada)).toEqual(full)
    await ops.delete(acme.ada, { name: 'Acme' })
    expect(cancelled).toContain(acme.id)
    expect(Object.entries(await rowsOf(acme.ada)).filter(([, n]) => n > 0)).toEqual([])
    expect(await rowsOf(neighbour.ada)).toEqual(near)
    const again = ops.delete(acme.ada, { name: 'Acme' })
    await expect(again).rejects.toMatchObject({ code: 'not_found' })
    const [, told] = await w.database.instance.batch([
      asSystem('audit'),
      {
        text: 'select action, actor, subject from loggia.instance_audit_entries order by sequence desc limit 1',
      },
    ])
    expect(told).toEqual([{ action: 'workspace.deleted', actor: w.ada.userId, subject: acme.id }])
  })

  test('every tenant table hangs on its workspace by references that cascade', async () => {
    const references = await w.database.instance.query<{ child: string; parent: string }>(
      `select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent from pg_constraint c
       where c.contype = 'f' and c.confdeltype = 'c' and c.connamespace = 'loggia'::regnamespace`,
    )
    const plain = (name: string) => name.replace(/^loggia\./, '')
    const hanging = new Set(['workspaces'])
    for (let grew = true; grew; ) {
      const next = references.filter(
        ({ child, parent }) => hanging.has(plain(parent)) && !hanging.has(plain(child)),
      )
      for (const { child } of next) hanging.add(plain(child))
      grew = next.length > 0
    }
    // Its rows go with their run, by a trigger.
    hanging.add('run_events')
    expect(tenantTables.filter(table => !hanging.has(table))).toEqual([])
  })

  test('whoever loses the only workspace they are in gets one of their own', async () => {
    const loner = await ops.create(w.ada.context, { name: 'Loner', slug: `loner-${engine}` })
    const fay = await person(w.ada)
    const homeOf = async () =>
      w.database.instance.query<{ id: string }>('select id from loggia.workspaces_of($1)', [idOf(fay)])
    // Fay gives up her own workspace and Ada's, and stays in Loner alone.
    await putIn(loner.id, idOf(fay), 'viewer')
    for (const { id } of await homeOf()) {
      if (id !== loner.id)
        await w.database.in(id).query('delete from loggia.members where user_id = $1', [idOf(fay)])
    }
    expect(await homeOf()).toEqual([{ id: loner.id }])
    await members.remove(actorIn(loner.id, w.ada.userId, 'owner'), { member: idOf(fay) })
    const [home, ...more] = await homeOf()
    expect(more).toEqual([])
    expect(home?.id).not.toBe(loner.id)
    expect(await rolesIn(actorIn(home?.id ?? '', idOf(fay), 'owner'))).toEqual({ [idOf(fay)]: 'owner' })
  })

  test('the first workspace of the instance stays, with its first owner', async () => {
    const carl = await w.join(w.ben, 'owner')
    const ben = w.ben.userId
    for (const act of [
      () => ops.delete(w.ben.context, { name: 'Ben' }),
      () => members.leave(w.ben.context),
      () => members.remove(carl, { member: ben }),
      () => members.setRole(carl, { member: ben, role: 'viewer' }),
      () => ops.transfer(w.ben.context, { member: idOf(carl) }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'conflict' })
    expect((await rolesIn(w.ben.context))[ben]).toBe('owner')
  })
})

/** One row at least in every tenant table that existed when this was written; they refer to each other. */
async function fill({ db, workspaceId, actor }: Context): Promise<void> {
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
