import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKey } from '../identity/index.ts'
import { idOf, openTown, type Town } from './testing.ts'

describe.each(['pglite', 'postgres'] as const)('members on %s', engine => {
  let t: Town
  beforeAll(async () => {
    t = await openTown(engine)
  })
  afterAll(() => t?.w.close())

  test('only owners and admins manage members, and no admin touches an owner', async () => {
    const [carl, dora, eve] = [await t.person(), await t.person(), await t.person()]
    const acme = await t.found({ person: carl, role: 'admin' }, { person: dora, role: 'builder' })
    const admin = acme.as(carl, 'admin')
    const forbidden = { code: 'forbidden' }
    for (const role of ['builder', 'viewer'] as const) {
      const low = acme.as(dora, role)
      const wish = { role: 'viewer', expiresInDays: 1 } as const
      await expect(t.members.setRole(low, { member: idOf(dora), role: 'admin' })).rejects.toMatchObject(
        forbidden,
      )
      await expect(t.members.remove(low, { member: idOf(carl) })).rejects.toMatchObject(forbidden)
      await expect(t.invitations.create(low, wish)).rejects.toMatchObject(forbidden)
      await expect(t.invitations.list(low)).rejects.toMatchObject(forbidden)
    }
    const toOwner = t.members.setRole(admin, { member: idOf(dora), role: 'owner' })
    await expect(toOwner).rejects.toMatchObject(forbidden)
    const demote = t.members.setRole(admin, { member: t.w.ada.userId, role: 'viewer' })
    await expect(demote).rejects.toMatchObject(forbidden)
    await expect(t.members.remove(admin, { member: t.w.ada.userId })).rejects.toMatchObject(forbidden)
    for (const act of [
      () => t.ops.rename(admin, { name: 'Mine' }),
      () => t.ops.transfer(admin, { member: idOf(carl) }),
      () => t.ops.delete(admin, { name: 'Acme' }),
    ])
      await expect(act()).rejects.toMatchObject(forbidden)
    // Who is no member, and who is one elsewhere only, are answered alike.
    for (const member of ['usr_nobody', idOf(eve), t.w.ben.userId])
      await expect(t.members.remove(admin, { member })).rejects.toMatchObject({ code: 'not_found' })

    await t.members.setRole(admin, { member: idOf(dora), role: 'viewer' })
    // The role that counts is the one of now, not the one that the session was opened with.
    await t.members.setRole(acme.ada, { member: idOf(carl), role: 'builder' })
    await expect(t.members.remove(admin, { member: idOf(dora) })).rejects.toMatchObject(forbidden)
    expect(await t.rolesIn(acme.ada)).toEqual({
      ...{ [t.w.ada.userId]: 'owner', [idOf(carl)]: 'builder', [idOf(dora)]: 'viewer' },
    })
  })

  test('of two owners who demote each other at once, one stays', async () => {
    const carl = await t.person()
    const acme = await t.found({ person: carl, role: 'owner' })
    const both = await Promise.allSettled([
      t.members.setRole(acme.ada, { member: idOf(carl), role: 'viewer' }),
      t.members.setRole(acme.as(carl, 'owner'), { member: t.w.ada.userId, role: 'viewer' }),
    ])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(Object.values(await t.rolesIn(acme.ada)).sort()).toEqual(['owner', 'viewer'])
  })

  test('a removed member loses keys and the invitations they made', async () => {
    const carl = await t.person()
    const acme = await t.found({ person: carl, role: 'admin' })
    const admin = acme.as(carl, 'admin')
    await createKey(admin, { name: 'mine' })
    const { token } = await t.invitations.create(admin, { role: 'admin', expiresInDays: 90 })
    await t.members.remove(acme.ada, { member: idOf(carl) })
    expect(t.cancelled).toContain(idOf(carl))
    expect(await acme.ada.db.query('select id from loggia.api_keys')).toEqual([])
    const back = t.invitations.accept(carl, { token })
    await expect(back).rejects.toMatchObject({ code: 'invitation_invalid' })
    const actions = (await t.trail(acme.ada)).map(entry => entry.action)
    expect(actions).toContain('member.removed')
    expect(actions).toContain('invitation.revoked')
  })

  test('an owner hands over, then may leave; the last one cannot', async () => {
    const carl = await t.person()
    const acme = await t.found({ person: carl, role: 'viewer' })
    await expect(t.members.leave(acme.ada)).rejects.toMatchObject({ code: 'conflict' })
    await t.ops.transfer(acme.ada, { member: idOf(carl) })
    expect(await t.rolesIn(acme.ada)).toEqual({ [t.w.ada.userId]: 'admin', [idOf(carl)]: 'owner' })
    await t.members.leave(acme.ada)
    const owner = acme.as(carl, 'owner')
    expect(await t.rolesIn(owner)).toEqual({ [idOf(carl)]: 'owner' })
    await expect(t.members.leave(owner)).rejects.toMatchObject({ code: 'conflict' })
    const actions = (await t.trail(owner)).map(entry => entry.action)
    expect(actions.slice(-2)).toEqual(['workspace.transferred', 'member.left'])
  })

  test('whoever loses the only workspace they are in gets one of their own', async () => {
    const loner = await t.ops.create(t.w.ada.context, { name: 'Loner', slug: `loner-${engine}` })
    const fay = await t.person(t.w.ada)
    const homeOf = async () =>
      t.w.database.instance.query<{ id: string }>('select id from loggia.workspaces_of($1)', [idOf(fay)])
    // Fay gives up her own workspace and Ada's, and stays in Loner alone.
    await t.putIn(loner.id, idOf(fay), 'viewer')
    for (const { id } of await homeOf()) {
      if (id !== loner.id)
        await t.w.database.in(id).query('delete from loggia.members where user_id = $1', [idOf(fay)])
    }
    expect(await homeOf()).toEqual([{ id: loner.id }])
    await t.members.remove(t.actorIn(loner.id, t.w.ada.userId, 'owner'), { member: idOf(fay) })
    const [home, ...more] = await homeOf()
    expect(more).toEqual([])
    expect(home?.id).not.toBe(loner.id)
    expect(await t.rolesIn(t.actorIn(home?.id ?? '', idOf(fay), 'owner'))).toEqual({ [idOf(fay)]: 'owner' })
  })

  test('the first workspace of the instance stays, with its first owner', async () => {
    const carl = await t.w.join(t.w.ben, 'owner')
    const ben = t.w.ben.userId
    for (const act of [
      () => t.ops.delete(t.w.ben.context, { name: 'Ben' }),
      () => t.members.leave(t.w.ben.context),
      () => t.members.remove(carl, { member: ben }),
      () => t.members.setRole(carl, { member: ben, role: 'viewer' }),
      () => t.ops.transfer(t.w.ben.context, { member: idOf(carl) }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'conflict' })
    expect((await t.rolesIn(t.w.ben.context))[ben]).toBe('owner')
  })
})
