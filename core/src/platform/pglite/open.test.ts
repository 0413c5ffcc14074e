import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asSystem } from '../database.ts'
import { productMigrations, testDirectory } from '../testing.ts'
import { openPGlite } from './open.ts'
import { bareTemplate, unpackTemplate } from './template.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'loggia-test-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

test('a first start unpacks the shipped template of at most 5 MB, with pgvector in it', async () => {
  expect(statSync(bareTemplate).size).toBeLessThan(5_000_000)
  const database = await openPGlite({
    directory,
    migrations: await productMigrations(),
    template: bareTemplate,
  })
  expect(database.vectors).toBe(true)
  expect(await database.instance.query("select '[1,2]'::vector <-> '[1,4]'::vector as distance")).toEqual([
    { distance: 2 },
  ])
  await database.close()
})

test('an unpacking that was killed in the middle starts over and leaves nothing half', () => {
  const folder = join(directory, 'pglite')
  mkdirSync(`${folder}.half/base`, { recursive: true })
  writeFileSync(`${folder}.half/torn`, '')
  unpackTemplate(bareTemplate, folder)
  expect(readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()).toBe('18')
  expect(existsSync(join(folder, 'pg_wal/archive_status'))).toBe(true)
  expect([existsSync(`${folder}.half`), existsSync(join(folder, 'torn'))]).toEqual([false, false])
})

test('a damaged database is refused with its reason, and the lock is given back', async () => {
  mkdirSync(join(directory, 'pglite'))
  writeFileSync(join(directory, 'pglite/PG_VERSION'), 'not a version\n')
  const opened = openPGlite({ directory, migrations: [] })
  await expect(opened).rejects.toMatchObject({ code: 'data_unwritable' })
  expect(existsSync(join(directory, 'lock'))).toBe(false)
})

test('whatever was acknowledged before a kill -9 is there after it', async () => {
  rmSync(directory, { recursive: true })
  directory = await testDirectory()
  const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
  const program = `
    const { openPGlite } = await import(${here('./open.ts')})
    const { asSystem } = await import(${here('../database.ts')})
    const { productMigrations } = await import(${here('../testing.ts')})
    const database = await openPGlite({ directory: ${JSON.stringify(directory)}, migrations: await productMigrations() })
    for (let n = 1; ; n++) {
      const insert = { text: 'insert into loggia.instance_events (name) values ($1)', values: ['n' + n] }
      await database.instance.batch([asSystem('events'), insert, { ...insert, values: ['twin of n' + n] }])
      console.log(n)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = 0
  for await (const line of createInterface(child.stdout)) {
    acknowledged = Number(line)
    if (acknowledged === 200) child.kill('SIGKILL')
  }
  const database = await openPGlite({ directory, migrations: await productMigrations() })
  const text =
    "select count(*) filter (where name like 'n%') as n, count(*) filter (where name like 'twin%') as twins from loggia.instance_events"
  const [, rows] = await database.instance.batch([asSystem('events'), { text }])
  const { n, twins } = (rows as [{ n: number; twins: number }])[0]
  expect(acknowledged).toBeGreaterThanOrEqual(200)
  expect(n).toBeGreaterThanOrEqual(acknowledged)
  expect(twins).toBe(n)
  await database.close()
})
