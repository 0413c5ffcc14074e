import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import type { MigrationFile } from './migrations.ts'
import { openPGlite } from './pglite/open.ts'
import { openPostgres } from './postgres/open.ts'
import { appUrl } from './roles.ts'
import { asOwner, emptyPostgres, productMigrations } from './testing.ts'

const later: MigrationFile = {
  name: '9999_later',
  sql: "create table loggia.later (id text primary key); select loggia.protect_instance_table('loggia.later', 'system'); drop table loggia.later",
  checksum: 'later',
}

describe.each(['pglite', 'postgres'] as const)('migrations on %s', engine => {
  /** Opens one database again and again. */
  async function house() {
    if (engine === 'postgres') {
      const { url, drop } = await emptyPostgres()
      return {
        open: (migrations: MigrationFile[]) => openPostgres({ ownerUrl: url, migrations }),
        leave: drop,
      }
    }
    const directory = mkdtempSync(join(tmpdir(), 'loggia-test-'))
    const open = (migrations: MigrationFile[]): Promise<Database> => openPGlite({ directory, migrations })
    return { open, leave: async () => rmSync(directory, { recursive: true }) }
  }

  test('run once, keep what is stored, refuse a changed file and a newer schema', async () => {
    const { open, leave } = await house()
    const files = await productMigrations()
    const first = await open(files)
    await first.in('wsp_a').query("insert into loggia.workspaces (id, slug, name) values ('wsp_a', 'a', 'A')")
    await first.close()

    const second = await open([...files, later])
    expect(await second.in('wsp_a').query('select slug from loggia.workspaces')).toEqual([{ slug: 'a' }])
    await second.close()

    await expect(open(files)).rejects.toMatchObject({
      code: 'schema_newer',
      detail: expect.stringContaining('9999_later'),
    })
    const changed = [...files, { ...later, checksum: 'changed' }]
    await expect(open(changed)).rejects.toMatchObject({
      code: 'database_unsafe',
      detail: 'Migration 9999_later was changed after it ran.',
    })
    await leave()
  })

  test('a migration that fails leaves nothing behind and is named', async () => {
    const { open, leave } = await house()
    const files = await productMigrations()
    const broken = {
      name: '9999_broken',
      sql: 'create table loggia.half (id text); select 1 / 0',
      checksum: 'x',
    }
    await expect(open([...files, broken])).rejects.toThrow('Migration 9999_broken: division by zero')
    await (await open(files)).close()
    await leave()
  })
})

test('three nodes that start at once on an empty Postgres migrate it once', async () => {
  const { url, drop } = await emptyPostgres()
  const migrations = await productMigrations()
  const nodes = await Promise.all([1, 2, 3].map(() => openPostgres({ ownerUrl: url, migrations })))
  const applied = await asOwner(url, owner => owner.query('select name from loggia.migrations'))
  expect(applied.rowCount).toBe(migrations.length)
  await Promise.all(nodes.map(node => node.close()))
  await drop()
})

test('an owner who is no superuser, as managed Postgres gives one, can migrate and keeps the walls', async () => {
  const { url, drop } = await emptyPostgres()
  const owner = `owner_${randomBytes(6).toString('hex')}`
  const ownerUrl = new URL(url)
  const name = ownerUrl.pathname.slice(1)
  await asOwner(url, async admin => {
    await admin.query(`create role ${owner} login createrole password 'secret'`)
    await admin.query(`alter database ${name} owner to ${owner}`)
    // Roles that other databases of this server made already; on a fresh server the owner makes them.
    for (const role of ['loggia_app', 'loggia_auth', 'loggia_log', 'loggia_door', 'loggia_recovery']) {
      await admin.query(
        `do $$ begin create role ${role} noinherit; exception when duplicate_object then null; end $$`,
      )
      await admin.query(`alter role ${role} noinherit`)
      await admin.query(`grant ${role} to ${owner} with admin option`)
    }
    await admin.query('alter role loggia_app login')
  })
  ownerUrl.username = owner
  ownerUrl.password = 'secret'
  // The login's password on this server follows from the superuser's, whom the other tests migrate as.
  const login = await asOwner(url, admin => appUrl(admin, url))
  const database = await openPostgres({
    ownerUrl: ownerUrl.href,
    appUrl: login,
    migrations: await productMigrations(),
  })
  await database
    .in('wsp_a')
    .query("insert into loggia.workspaces (id, slug, name) values ('wsp_a', 'a', 'A')")
  expect(await database.in('wsp_b').query('select * from loggia.workspaces')).toEqual([])
  expect(await database.instance.query("select * from loggia.identify_session('none')")).toEqual([])
  await database.close()
  await drop()
  await asOwner(process.env.TEST_DATABASE_URL ?? '', async admin => {
    await admin.query(`drop owned by ${owner}`)
    await admin.query(`drop role ${owner}`)
  })
})
