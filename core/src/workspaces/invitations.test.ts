import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idOf, openTown, type Town } from './testing.ts'

describe.each(['pglite', 'postgres'] as const)('invitations on %s', engine => {
  let t: Town
  beforeAll(async () => {
    t = await openTown(engine)
  })
  afterAll(() => t?.w.close())

  test('an invitation is used once, and a replay is refused and written down', async () => {
    const acme = await t.found()
    const { token, link, mailed, ...invitation } = await t.invitations.create(acme.ada, {
      role: 'builder',
      expiresInDays: 7,
    })
    expect(link.endsWith(`#${token}`)).toBe(true)
    expect(mailed).toBe(false)
    const stored = await acme.ada.db.query<{ hash: string }>('select * from loggia.invitations')
    expect(JSON.stringify([stored, await t.trail(acme.ada)])).not.toContain(token)

    const stranger = t.w.ben.as({ kind: 'anonymous' })
    expect(await t.invitations.preview(stranger, { token })).toMatchObject({
      workspace: { slug: acme.slug, name: 'Acme' },
      role: 'builder',
      invitedBy: 'Ada',
    })
    const [carl, dora] = [await t.person(), await t.person()]
    const joined = await Promise.allSettled([carl, dora].map(one => t.invitations.accept(one, { token })))
    expect(joined.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const [winner, loser] = joined[0]?.status === 'fulfilled' ? [carl, dora] : [dora, carl]
    expect(joined.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))).toEqual([
      { id: acme.id, slug: acme.slug, name: 'Acme', role: 'builder' },
    ])
    const replay = t.invitations.accept(loser, { token })
    await expect(replay).rejects.toMatchObject({ code: 'invitation_invalid', status: 410 })
    await expect(t.invitations.preview(stranger, { token })).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
    expect(await t.rolesIn(acme.ada)).toEqual({ [t.w.ada.userId]: 'owner', [idOf(winner)]: 'builder' })
    const { items } = await t.invitations.list(acme.ada)
    expect(items).toEqual([{ ...invitation, status: 'accepted', acceptedBy: idOf(winner) }])
    const entries = await t.trail(acme.ada)
    expect(entries.filter(entry => entry.action === 'invitation.accepted')).toHaveLength(1)
    const refused = entries.filter(entry => entry.action === 'invitation.refused')
    expect(refused).toHaveLength(2)
    expect(refused[0]).toMatchObject({ actor: idOf(loser), subject: invitation.id, outcome: 'denied' })
    // A flood of replays fills no log.
    for (let n = 0; n < 20; n++) await t.invitations.accept(loser, { token }).catch(() => undefined)
    const noted = (await t.trail(acme.ada)).filter(entry => entry.action === 'invitation.refused')
    expect(noted).toHaveLength(10)
  })

  test('an invitation that was revoked, has expired or never was lets nobody in', async () => {
    const acme = await t.found()
    const guest = await t.person()
    const invite = () => t.invitations.create(acme.ada, { role: 'viewer', expiresInDays: 1 })
    const revoked = await invite()
    await t.invitations.revoke(acme.ada, { invitation: revoked.id })
    const again = t.invitations.revoke(acme.ada, { invitation: revoked.id })
    await expect(again).rejects.toMatchObject({ code: 'not_found' })
    const expired = await invite()
    t.w.clock.now += 86_400_000
    for (const { token } of [revoked, expired]) {
      await expect(t.invitations.accept(guest, { token })).rejects.toMatchObject({
        code: 'invitation_invalid',
      })
    }
    const unknown = t.invitations.accept(guest, { token: "' or 1 = 1 --" })
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
    expect(await t.rolesIn(acme.ada)).toEqual({ [t.w.ada.userId]: 'owner' })
    const statuses = (await t.invitations.list(acme.ada)).items.map(item => item.status)
    expect(statuses.sort()).toEqual(['expired', 'revoked'])
    expect((await t.invitations.list(t.w.ben.context)).items).toEqual([])
    const foreign = t.invitations.revoke(t.w.ben.context, { invitation: expired.id })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
  })

  test('an invitation stands no longer than its maker manages members', async () => {
    const [carl, dora, eve] = [await t.person(), await t.person(), await t.person()]
    const acme = await t.found({ person: carl, role: 'admin' }, { person: dora, role: 'admin' })
    const wish = { role: 'admin', expiresInDays: 90 } as const
    const { token: removed } = await t.invitations.create(acme.as(carl, 'admin'), wish)
    const { token: lowered } = await t.invitations.create(acme.as(dora, 'admin'), wish)
    expect(await t.invitations.preview(eve, { token: removed })).toMatchObject({ role: 'admin' })
    // Behind the back of the operations, as the end of an account is.
    await acme.ada.db.query('delete from loggia.members where user_id = $1', [idOf(carl)])
    await t.members.setRole(acme.ada, { member: idOf(dora), role: 'builder' })
    for (const token of [removed, lowered]) {
      const joining = t.invitations.accept(eve, { token })
      await expect(joining).rejects.toMatchObject({ code: 'invitation_invalid' })
    }
  })

  test('an invitation by e-mail is sent, and is for the user of that address only', async () => {
    const acme = await t.found()
    const wish = { role: 'admin', email: 'Ben@Example.com', expiresInDays: 7 } as const
    const { token, link, mailed } = await t.invitations.create(acme.ada, wish)
    expect(mailed).toBe(true)
    expect(t.sent.at(-1)).toMatchObject({ to: 'ben@example.com', subject: expect.stringContaining('Acme') })
    expect(t.sent.at(-1)?.text).toContain(link)
    const other = t.invitations.accept(await t.person(), { token })
    await expect(other).rejects.toMatchObject({ code: 'forbidden' })
    expect(await t.invitations.accept(t.w.ben.context, { token })).toMatchObject({ role: 'admin' })
    await expect(t.invitations.create(acme.ada, wish)).rejects.toMatchObject({ code: 'conflict' })
    const lost = await t.invitations.create(acme.ada, { ...wish, email: 'bounces@example.com' })
    expect(lost).toMatchObject({ mailed: false, status: 'open' })
  })

  test('who is a member already leaves the invitation for another', async () => {
    const acme = await t.found()
    const { token } = await t.invitations.create(acme.ada, { role: 'viewer', expiresInDays: 7 })
    await expect(t.invitations.accept(t.w.ada.context, { token })).rejects.toMatchObject({ code: 'conflict' })
    expect(await t.rolesIn(acme.ada)).toEqual({ [t.w.ada.userId]: 'owner' })
    expect(await t.invitations.accept(await t.person(), { token })).toMatchObject({ role: 'viewer' })
  })
})
