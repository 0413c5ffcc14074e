import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../identity/index.ts'
import { asSystem } from '../platform/index.ts'
import { tenantTables } from '../platform/tables.ts'
import { fill, openTown, type Town } from './testing.ts'

describe.each(['pglite', 'postgres'] as const)('workspaces on %s', engine => {
  let t: Town
  beforeAll(async () => {
    t = await openTown(engine)
  })
  afterAll(() => t?.w.close())

  test('whoever makes a workspace owns it, under a folded slug that nobody else may have', async () => {
    const slug = `Röm-${engine}`
    await expect(t.ops.create(t.w.ada.context, { name: 'Rome', slug })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const rome = await t.ops.create(t.w.ada.context, { name: 'Rome', slug: `ROME-${engine}` })
    expect(rome).toMatchObject({ name: 'Rome', slug: `rome-${engine}`, role: 'owner' })
    for (const same of [`rome-${engine}`, `ｒｏｍｅ-${engine}`, `Rome-${engine}`]) {
      const again = t.ops.create(t.w.ben.context, { name: 'Other', slug: same })
      await expect(again).rejects.toMatchObject({ code: 'conflict' })
    }
    const inside = t.actorIn(rome.id, t.w.ada.userId, 'owner')
    expect(await t.rolesIn(inside)).toEqual({ [t.w.ada.userId]: 'owner' })
    const renamed = await t.ops.rename(inside, { name: 'Roma', slug: `ROMA-${engine}` })
    expect(renamed).toMatchObject({ id: rome.id, name: 'Roma', slug: `roma-${engine}` })
    const taken = t.ops.rename(inside, { slug: 'ben' })
    await expect(taken).rejects.toMatchObject({ code: 'conflict' })
    const entries = await t.trail(inside)
    expect(entries.map(entry => entry.action)).toEqual(['workspace.created', 'workspace.renamed'])
  })

  test('a deleted workspace leaves no row in any tenant table, its neighbour keeps all, and nobody is homeless', async () => {
    const carl = await t.person()
    const acme = await t.found({ person: carl, role: 'admin' })
    await fill(acme.ada)
    const neighbour = await t.found()
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
      await expect(t.ops.delete(acme.ada, { name })).rejects.toMatchObject({ code: 'invalid_input' })
    }
    expect(await rowsOf(acme.ada)).toEqual(full)
    await t.ops.delete(acme.ada, { name: 'Acme' })
    expect(t.cancelled).toContain(acme.id)
    expect(Object.entries(await rowsOf(acme.ada)).filter(([, n]) => n > 0)).toEqual([])
    expect(await rowsOf(neighbour.ada)).toEqual(near)
    const again = t.ops.delete(acme.ada, { name: 'Acme' })
    await expect(again).rejects.toMatchObject({ code: 'not_found' })
    const [, told] = await t.w.database.instance.batch([
      asSystem('audit'),
      {
        text: 'select action, actor, subject from loggia.instance_audit_entries order by sequence desc limit 1',
      },
    ])
    expect(told).toEqual([{ action: 'workspace.deleted', actor: t.w.ada.userId, subject: acme.id }])
  })

  test('every tenant table hangs on its workspace by references that cascade', async () => {
    const references = await t.w.database.instance.query<{ child: string; parent: string }>(
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
})
