import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openPostgresOwner } from '../platform/index.ts'
import { asOwner, openTestDatabase, productMigrations } from '../platform/testing.ts'
import { checkWalls } from '../platform/walls.ts'
import { backUpToFolder, backup, move, readHeader, restore } from './index.ts'
import { surplus } from './schedule.ts'
import {
  embeddedOwner,
  everything,
  fillHouse,
  fillTables,
  plainOwner,
  postgresOwner,
  temporaryFolder,
  withOddities,
} from './testing.ts'

const newFile = () => join(temporaryFolder(), 'b.backup')

test('a move from the embedded database to Postgres loses nothing, row by row and sequence by sequence', async () => {
  const [source, target] = [await embeddedOwner(), await postgresOwner()]
  await fillHouse(source)
  const file = newFile()
  const report = await move(source, target, { file, migrations: await withOddities(), program: '1' })
  const [before, after] = [await everything(source), await everything(target)]
  expect(after).toEqual(before)
  expect(before['loggia.members']).toHaveLength(2)
  expect(before['loggia.odd']).toHaveLength(2)
  expect(before['loggia.odd_numbers']).toEqual(['(6,t)'])
  expect(report).toMatchObject({ migrated: 0, rows: expect.any(Number) })
  expect(readdirSync(join(file, '..'))).toEqual([])
})

test('what comes back from a backup of Postgres in an embedded database goes on where it stopped', async () => {
  const [source, target] = [await postgresOwner(), await embeddedOwner()]
  await fillHouse(source)
  const file = newFile()
  await backup(source, file, '1')
  await restore(target, file, await withOddities())
  expect(await everything(target)).toEqual(await everything(source))
  const insert = 'insert into loggia.odd (count) values (5) returning number, doubled'
  expect(await target.transaction(sql => sql.query(insert))).toEqual([{ number: 13, doubled: 10 }])
  // Foreign keys, triggers and forced row security stand again.
  await expect(
    target.transaction(sql => sql.query('insert into loggia.odd (count) values (0)')),
  ).rejects.toThrow('append only')
  await expect(
    target.transaction(sql => sql.query("insert into loggia.members values ('wsp_no', 'usr_a', 'owner')")),
  ).rejects.toMatchObject({ code: '23503' })
  const walls =
    "select count(*) as n from pg_class where relforcerowsecurity and relnamespace = 'loggia'::regnamespace"
  expect(await target.snapshot(sql => sql.query(walls))).toEqual(
    await source.snapshot(sql => sql.query(walls)),
  )
})

test('forced row security hides no row of either workspace from an owner who is no superuser', async () => {
  const [source, target] = [await plainOwner(), await plainOwner()]
  const migrations = await withOddities()
  await source.migrate(migrations)
  await fillTables(source.admin)
  const file = newFile()
  await backup(source, file, '1')
  await restore(target, file, migrations)
  const before = await everything(source.admin)
  expect(before['loggia.secrets']).toHaveLength(2)
  expect(await everything(target.admin)).toEqual(before)
})

test('what lets a plain owner read opens no wall to the app', async () => {
  const owner = await plainOwner()
  await owner.migrate(await productMigrations())
  await owner.admin.run("insert into loggia.workspaces (id, slug, name) values ('wsp_a', 'a', 'A')")
  // Of a table that no door looks into: an owner is a member of loggia_door, which has policies of its own.
  await owner.admin.run(
    "insert into loggia.agents (workspace_id, id, handle, source, definition, hash) values ('wsp_a', 'a', 's', 'app', '{}', '')",
  )
  const read = 'select handle as name from loggia.agents'
  expect(await owner.transaction(sql => sql.query(read))).toEqual([])
  expect(await owner.snapshot(sql => sql.query(read))).toEqual([{ name: 's' }])
  await asOwner(owner.adminUrl, async client => {
    await client.query('set session authorization loggia_app')
    await checkWalls(client)
    expect((await client.query(read)).rows).toEqual([])
  })
})

test('a role that does not own the tables is refused, instead of a backup with rows missing', async () => {
  const [source, stranger] = [await postgresOwner(), await plainOwner()]
  await fillHouse(source)
  const url = new URL(stranger.url)
  url.pathname = new URL(source.url).pathname
  const there = await openPostgresOwner(url.href)
  onTestFinished(() => there.close())
  await expect(backup(there, newFile(), '1')).rejects.toMatchObject({
    code: 'database_rights',
    detail: expect.stringContaining('loggia.secrets'),
  })
})

test('a backup that was cut or changed anywhere is refused before anything is written', async () => {
  const [source, target] = [await embeddedOwner(), await postgresOwner()]
  await fillHouse(source)
  const file = newFile()
  await backup(source, file, '1')
  const whole = readFileSync(file)
  const header = whole.indexOf(10)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const bad = newFile()
  const migrations = await withOddities()
  const refused = async (bytes: Uint8Array) => {
    writeFileSync(bad, bytes)
    await expect(restore(target, bad, migrations)).rejects.toMatchObject({ code: 'backup_damaged' })
  }
  for (const share of [0, 0.2, 0.5, 0.9, 0.999]) {
    await refused(whole.subarray(0, header + 1 + Math.floor((whole.length - header) * share)))
    const changed = Buffer.from(whole)
    const place = header + 1 + Math.floor((whole.length - header - 2) * share)
    changed[place] = (changed[place] ?? 0) ^ 0x10
    await refused(changed)
  }
  const otherDay = Buffer.from(whole.toString('latin1').replace(/"made":"2/, '"made":"3'), 'latin1')
  await refused(otherDay)
  await refused(Buffer.from('PGDMP'))
  expect(await target.transaction(sql => sql.query("select to_regnamespace('loggia') as n"))).toEqual([
    { n: null },
  ])
})

test('a restore goes into an empty database only, and only where the program knows every migration', async () => {
  const [source, target] = [await embeddedOwner(), await postgresOwner()]
  await fillHouse(source)
  const file = newFile()
  await backup(source, file, '1')
  const migrations = await withOddities()
  await expect(restore(source, file, migrations)).rejects.toMatchObject({ code: 'database_not_empty' })
  await expect(restore(target, file, migrations.slice(0, -1))).rejects.toMatchObject({ code: 'schema_newer' })
  const changed = migrations.map(each => (each.name === '9998_odd' ? { ...each, checksum: 'x' } : each))
  await expect(restore(target, file, changed)).rejects.toMatchObject({ code: 'database_unsafe' })
  await expect(backup(source, file, '1')).rejects.toMatchObject({ code: 'invalid_input' })
})

test('a restore that fails half way leaves the database as empty as it was', async () => {
  const [source, target] = [await embeddedOwner(), await postgresOwner()]
  await fillHouse(source)
  const file = newFile()
  await backup(source, file, '1')
  const migrations = await withOddities()
  const other = migrations.map(each =>
    each.name === '9998_odd' ? { ...each, sql: `${each.sql}; alter table loggia.odd drop column day` } : each,
  )
  await expect(restore(target, file, other)).rejects.toMatchObject({
    code: 'backup_damaged',
    detail: expect.stringContaining('loggia.odd'),
  })
  await restore(target, file, migrations)
  expect(await everything(target)).toEqual(await everything(source))
})

test('an older backup is brought up to date by a newer program', async () => {
  const [source, target] = [await embeddedOwner(), await postgresOwner()]
  await fillHouse(source)
  const file = newFile()
  await backup(source, file, '1')
  const next = {
    name: '9999_next',
    checksum: 'next',
    sql: "alter table loggia.odd add column next text default 'new'",
  }
  expect(await restore(target, file, [...(await withOddities()), next])).toMatchObject({ migrated: 1 })
  const rows = await target.snapshot(sql => sql.query('select next from loggia.odd'))
  expect(rows).toEqual([{ next: 'new' }, { next: 'new' }])
})

test('what is written while a backup is made is in it whole or not at all', async () => {
  const [source, target] = [await postgresOwner(), await postgresOwner()]
  await fillHouse(source)
  let writing = true
  const writer = await openPostgresOwner(source.url)
  onTestFinished(() => writer.close())
  const written = (async () => {
    for (let n = 0; writing; n++) {
      await writer.transaction(async sql => {
        await sql.query("insert into loggia.workspaces (id, slug, name) values ($1, $1, 'pair')", [
          `pair-${n}`,
        ])
        await sql.query(
          'insert into auth."verification" (id, identifier, value, "expiresAt") values ($1, \'pair\', \'\', now())',
          [`pair-${n}`],
        )
      })
    }
  })()
  const file = newFile()
  await backup(source, file, '1')
  writing = false
  await written
  await restore(target, file, await withOddities())
  const [pairs] = await target.snapshot(sql =>
    sql.query(`select (select count(*) from loggia.workspaces where name = 'pair') as left,
      (select count(*) from auth."verification" where identifier = 'pair') as right`),
  )
  expect(pairs?.left).toBe(pairs?.right)
})

test.each(['pglite', 'postgres'] as const)(
  'a running server on %s backs up every workspace and gets no rights by that',
  async engine => {
    const database = await openTestDatabase(engine)
    for (const id of ['wsp_a', 'wsp_b']) {
      await database
        .in(id)
        .query("insert into loggia.workspaces (id, slug, name) values ($1, $2, 'W')", [id, id.slice(4)])
    }
    const folder = temporaryFolder()
    const options = { folder, keep: 2, program: '1' }
    const days = [1, 2, 3].map(day => new Date(Date.UTC(2026, 0, day)))
    const made = await Promise.all(days.map(now => backUpToFolder(database, { ...options, now })))
    expect(readdirSync(folder)).toEqual(['loggia-20260102T000000Z.backup', 'loggia-20260103T000000Z.backup'])
    expect((await readHeader(made[2]?.file ?? '')).header).toMatchObject({ engine, format: 1 })
    const seen = await database.snapshot(sql => sql.query('select id from loggia.workspaces order by id'))
    expect(seen).toEqual([{ id: 'wsp_a' }, { id: 'wsp_b' }])
    await expect(database.snapshot(sql => sql.query('delete from loggia.workspaces'))).rejects.toMatchObject({
      code: '25006',
    })
    expect(await database.instance.query('select current_user::text as me')).toEqual([{ me: 'loggia_app' }])
    expect(await database.instance.query('select id from loggia.workspaces')).toEqual([])
    await database.close()
  },
)

test('only the oldest backups beyond the number to keep are removed, and no other file', () => {
  const names = [
    'loggia-20260103T000000Z.backup',
    'notes.txt',
    'loggia-20260101T000000Z.backup',
    'mine.backup',
  ]
  expect(surplus(names, 1)).toEqual(['loggia-20260101T000000Z.backup'])
  expect(surplus(names, 5)).toEqual([])
  expect(surplus(names, 0)).toEqual(['loggia-20260101T000000Z.backup'])
})
