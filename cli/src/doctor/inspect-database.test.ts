import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPGliteOwner, openPostgresOwner, rolesOfOurs } from '@loggia/core/platform'
import {
  asOwner,
  emptyPostgres,
  openTestDatabase,
  productMigrations,
  testDirectory,
} from '@loggia/core/platform/testing'
import { readConfig } from '@loggia/server'
import { expect, onTestFinished, test } from 'vitest'
import { checkData } from './check-data.ts'
import { checkDatabase } from './check-database.ts'
import { checkPooler } from './check-pooler.ts'
import type { Finding } from './finding.ts'
import { checkSpaces, inspectDatabase } from './inspect-database.ts'
import { startPooler } from './testing.ts'

/** An empty database and a plain role that may log in to it. */
async function place(attributes = '') {
  const { url, drop } = await emptyPostgres()
  const name = `guest_${randomBytes(6).toString('hex')}`
  const admin = <T>(sql: string) => asOwner(url, async owner => (await owner.query(sql)).rows as T[])
  await admin(`create role ${name} login password 'right' ${attributes}`)
  onTestFinished(async () => {
    await drop()
    await asOwner(process.env.TEST_DATABASE_URL ?? '', owner => owner.query(`drop role ${name}`))
  })
  const own = new URL(url)
  own.username = name
  own.password = 'right'
  return { url, own: own.href, name, admin, database: own.pathname.slice(1) }
}

const about = (findings: Finding[], topic: string) => findings.filter(each => each.about === topic)
const sqlOf = (finding: Finding | undefined) =>
  finding && finding.level !== 'fine' ? finding.next.replace('An administrator runs: ', '') : ''
const inspect = async (databaseUrl: string, appDatabaseUrl?: string) =>
  inspectDatabase({ databaseUrl, appDatabaseUrl }, await productMigrations())

test('a wrong password is told, and the right one of the same role is not', async () => {
  const { own, name } = await place()
  const wrong = own.replace('right@', 'wrong@')
  expect(await checkDatabase(wrong)).toMatchObject({
    level: 'problem',
    says: expect.stringContaining(`password of "${name}"`),
  })
  expect(await checkDatabase(own)).toMatchObject({ level: 'fine' })
})

test('a role that may not create is told, with the SQL that mends it', async () => {
  const { own, name, database, admin } = await place()
  const [lack] = about(await inspect(own), 'Rights')
  expect(lack).toMatchObject({
    level: 'problem',
    code: 'database_rights',
    says: expect.stringContaining('may not create anything'),
  })
  expect(sqlOf(lack)).toBe(`grant create on database "${database}" to "${name}";`)
  await admin(sqlOf(lack))
  const after = about(await inspect(own), 'Rights')
  expect(after.map(({ says }) => says).join()).not.toContain('may not create anything')
})

test('a role that does not own the tables and a database that takes no writes are told', async () => {
  const { url, own, database, admin } = await place()
  const owner = await openPostgresOwner(url)
  await owner.migrate(await productMigrations())
  await owner.close()
  expect(about(await inspect(own), 'Rights')).toMatchObject([
    { says: expect.stringContaining('does not own') },
  ])
  expect(about(await inspect(url), 'Rights')).toMatchObject([{ level: 'fine' }])
  await admin(`alter database ${database} set default_transaction_read_only = on`)
  expect(about(await inspect(url), 'Rights')).toMatchObject([
    { says: expect.stringContaining('takes no writes') },
  ])
})

test('a login that can bypass row security is told, until it no longer can', async () => {
  const { url, own, name, admin } = await place('bypassrls')
  const [open] = about(await inspect(url, own), 'Walls')
  expect(open).toMatchObject({
    level: 'problem',
    code: 'database_unsafe',
    says: `The login "${name}" may bypass row level security.`,
  })
  await admin(sqlOf(open))
  expect(about(await inspect(url, own), 'Walls')).toMatchObject([{ level: 'fine' }])
})

test('a missing extension is a warning that says how it comes', async () => {
  const { url } = await place()
  const [found] = about(await inspect(url), 'pgvector')
  expect(found).toMatchObject({ level: 'warning', next: expect.stringContaining('create extension vector') })
})

test('an older, a newer and a changed schema are told apart', async () => {
  const { url } = await place()
  const migrations = await productMigrations()
  const owner = await openPostgresOwner(url)
  await owner.migrate(migrations.slice(0, -1))
  const schema = async (files = migrations) =>
    about(await inspectDatabase({ databaseUrl: url, appDatabaseUrl: undefined }, files), 'Schema')
  expect(await schema()).toMatchObject([
    { level: 'warning', says: expect.stringContaining(migrations.at(-1)?.name ?? '-') },
  ])
  await owner.migrate(migrations)
  await owner.close()
  expect(await schema()).toMatchObject([{ level: 'fine' }])
  expect(await schema(migrations.slice(0, -1))).toMatchObject([{ level: 'problem', code: 'schema_newer' }])
  const changed = migrations.map((file, place) => (place === 0 ? { ...file, checksum: 'x' } : file))
  expect(await schema(changed)).toMatchObject([{ level: 'problem', code: 'database_unsafe' }])
})

test('a pooler in transaction mode is told from one in session mode and from none', async () => {
  const { url } = await place()
  expect(await checkPooler(url)).toMatchObject({ level: 'fine' })
  for (const [mode, level] of [
    ['transaction', 'problem'],
    ['session', 'warning'],
  ] as const) {
    const pooler = await startPooler(url, mode)
    const found = await checkPooler(pooler.url)
    expect(found).toMatchObject({ level, says: expect.stringContaining(`${mode} mode`) })
    if (mode === 'transaction') expect(await inspect(pooler.url)).toEqual([found])
    await pooler.stop()
  }
})

test.each(['pglite', 'postgres'] as const)(
  'vectors of another embedder are found in every workspace on %s',
  async engine => {
    const directory = await testDirectory()
    onTestFinished(() => rmSync(directory, { recursive: true }))
    const { url } = await place()
    const open = () =>
      engine === 'pglite' ? openPGliteOwner({ directory, migrations: [] }) : openPostgresOwner(url)
    const config = readConfig(
      {},
      { dataDirectory: directory, ...(engine === 'postgres' && { databaseUrl: url }) },
    )
    const owner = await open()
    await owner.migrate(await productMigrations())
    const memory = (workspace: string, embedder: string, dimensions: number) =>
      owner.transaction(async sql => {
        await sql.query('alter table loggia.memories disable trigger all')
        await sql.query(
          `insert into loggia.memories (workspace_id, id, agent_id, scope, key, value, provenance, created_at, updated_at, embedder, dimensions, terms)
         values ($1, 'm', 'a', 'agent', 'k', 'v', '{}', now(), now(), $2, $3, '')`,
          [workspace, embedder, dimensions],
        )
      })
    await memory('wsp_a', 'words-100', 100)
    if (engine === 'pglite')
      expect(await checkSpaces(config)).toMatchObject([
        { level: 'fine', says: expect.stringContaining('Not looked at') },
      ])
    else expect(await checkSpaces(config)).toMatchObject([{ level: 'fine', says: 'All 1 are of words-100.' }])
    await memory('wsp_b', 'openai/text-embedding-3-small', 1536)
    await owner.close()
    expect(await checkSpaces(config)).toMatchObject([
      {
        level: 'problem',
        code: 'dimension_mismatch',
        says: expect.stringContaining('1 of openai/text-embedding-3-small with 1536'),
      },
    ])
  },
)

test('the roles that the doctor looks for are those that the migrations make', async () => {
  const database = await openTestDatabase('pglite')
  const rows = await database.instance.query(
    "select rolname::text as name, rolcanlogin as login from pg_roles where rolname like 'loggia\\_%'",
  )
  const made = Object.fromEntries(rows.map(({ name, login }) => [name, login ? 'login' : 'nologin']))
  expect(made).toEqual(rolesOfOurs)
  await database.close()
})

const canMount = process.getuid?.() === 0 && process.platform === 'linux' && tryMount()

function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'loggia-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test.skipIf(!canMount)('a disk that is mounted read-only is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loggia-read-only-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder])
  const found = await checkData(join(folder, 'data'), undefined)
  execFileSync('umount', [folder])
  rmSync(folder, { recursive: true })
  expect(found).toMatchObject({
    code: 'data_unwritable',
    says: `${folder} lies on a disk that is mounted read-only.`,
  })
})
