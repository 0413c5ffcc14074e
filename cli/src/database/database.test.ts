import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPGliteOwner, openPostgresOwner } from '@loggia/core/platform'
import { emptyPostgres, productMigrations, testDirectory } from '@loggia/core/platform/testing'
import { expect, onTestFinished, test } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** `loggia db …` as a process of its own in an empty folder. */
async function run(args: string[], environment: Record<string, string> = {}) {
  const cwd = folder()
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, [main, 'db', ...args], { cwd, env: { ...inherited, ...environment } })
  let [out, told] = ['', '']
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (told += chunk))
  const status = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { status, out, told, files: readdirSync(cwd), cwd }
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'loggia-db-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function postgres(): Promise<string> {
  const { url, drop } = await emptyPostgres()
  onTestFinished(drop)
  return url
}

async function embedded(): Promise<string> {
  const directory = await testDirectory()
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const owner = await openPGliteOwner({ directory, migrations: [] })
  await owner.transaction(sql =>
    sql.query(
      "insert into loggia.workspaces (id, slug, name) values ('wsp_a', 'a', 'A'), ('wsp_b', 'b', 'B')",
    ),
  )
  await owner.close()
  return directory
}

async function slugsAt(url: string) {
  const owner = await openPostgresOwner(url)
  const rows = await owner.snapshot(sql => sql.query('select slug from loggia.workspaces order by slug'))
  await owner.close()
  return rows.map(({ slug }) => slug)
}

test('loggia db backup, restore and move work on what the environment names and say what they did', async () => {
  const data = await embedded()
  const [first, second] = [await postgres(), await postgres()]
  const made = await run(['backup', '--data', data])
  expect(made).toMatchObject({ status: 0, files: [expect.stringMatching(/^loggia-.*\.backup$/)] })
  expect(made.told).toContain('secret.key is not in a backup')
  const file = join(made.cwd, made.files[0] ?? '')
  const restored = await run(['restore', file], { DATABASE_URL: first })
  expect(restored).toMatchObject({ status: 0, out: expect.stringContaining('compared with the backup') })
  const moved = await run(['move', '--data', data], { DATABASE_URL: second })
  expect(moved).toMatchObject({ status: 0, out: expect.stringContaining('each compared with what was here') })
  expect([await slugsAt(first), await slugsAt(second)]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
  const again = await run(['move', '--data', data], { DATABASE_URL: second })
  expect(again).toMatchObject({ status: 73, told: expect.stringContaining('holds an instance already') })
  const password = new URL(second).password
  if (password) expect(JSON.stringify([restored, moved, again])).not.toContain(password)
  const none = await run(['backup', '--data', folder()])
  expect(none).toMatchObject({ status: 66, files: [], told: expect.stringContaining('no embedded database') })
})

test('loggia db migrate says first what would run, then runs it, then has nothing to do', async () => {
  const url = await postgres()
  const names = (await productMigrations()).map(({ name }) => name)
  const migrate = (...flags: string[]) => run(['migrate', ...flags], { DATABASE_URL: url })
  expect((await migrate('--dry-run')).out.trim().split('\n')).toEqual(names)
  const owner = await openPostgresOwner(url)
  const there = await owner.transaction(sql => sql.query("select to_regnamespace('loggia') as n"))
  expect(there).toEqual([{ n: null }])
  expect((await migrate()).out.trim().split('\n')).toEqual(names)
  expect(await migrate('--dry-run')).toMatchObject({ status: 0, out: expect.stringContaining('up to date') })
  await owner.transaction(sql => sql.query("insert into loggia.migrations values ('9999_later', 'x')"))
  await owner.close()
  expect(await migrate()).toMatchObject({ status: 78, told: expect.stringContaining('9999_later') })
})

test('ten nodes that start at once on an empty Postgres run each migration once', async () => {
  const url = await postgres()
  const migrations = await productMigrations()
  const nodes = await Promise.all(Array.from({ length: 10 }, () => openPostgresOwner(url)))
  const ran = await Promise.all(nodes.map(node => node.migrate(migrations)))
  expect(ran.filter(count => count > 0)).toEqual([migrations.length])
  const [applied] = await (nodes[0] as (typeof nodes)[0]).transaction(sql =>
    sql.query('select count(*) as n from loggia.migrations'),
  )
  expect(applied).toEqual({ n: migrations.length })
  await Promise.all(nodes.map(node => node.close()))
})
