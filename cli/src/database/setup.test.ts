import { randomBytes } from 'node:crypto'
import { openPostgresOwner } from '@loggia/core/platform'
import { asOwner, productMigrations } from '@loggia/core/platform/testing'
import { expect, onTestFinished, test } from 'vitest'
import { inspectDatabase } from '../doctor/inspect-database.ts'
import { planSetup, unseen } from './plan-setup.ts'
import { setUpServer } from './setup.ts'

const server = () => process.env.TEST_DATABASE_URL ?? ''

/** A DATABASE_URL whose role and database are not there yet. */
function wanted() {
  const name = `setup_${randomBytes(6).toString('hex')}`
  const url = new URL(server())
  url.username = name
  url.password = encodeURIComponent("it's \\a/ p@ss")
  url.pathname = `/${name}`
  onTestFinished(() =>
    asOwner(server(), async admin => {
      await admin.query(`drop database if exists ${name} with (force)`)
      const there = await admin.query('select from pg_roles where rolname = $1', [name])
      if (there.rowCount === 0) return
      await admin.query(`drop owned by ${name}`)
      await admin.query(`drop role ${name}`)
    }),
  )
  return { name, url: url.href }
}

const names = (steps: readonly { shown: string }[]) => steps.map(({ shown }) => shown).join('\n')

test('an administrator makes all, a second time nothing, and its role can migrate and is well', async () => {
  const { name, url } = wanted()
  const planned = await setUpServer(server(), url, true)
  expect(names(planned.made)).toContain(`create database "${name}" owner "${name}";`)
  const { made, lacking } = await setUpServer(server(), url, false)
  expect(lacking).toEqual([])
  expect(names(made)).toBe(names(planned.made))
  expect(names(made)).not.toContain('p@ss')
  expect((await setUpServer(server(), url, false)).made).toEqual([])
  const migrations = await productMigrations()
  const owner = await openPostgresOwner(url)
  expect(await owner.migrate(migrations)).toBe(migrations.length)
  await owner.close()
  const findings = await inspectDatabase({ databaseUrl: url, appDatabaseUrl: undefined }, migrations)
  expect(findings.filter(({ level }) => level === 'problem')).toEqual([])
  expect(findings.find(({ about }) => about === 'Schema')).toMatchObject({ level: 'fine' })
})

test('a role that may make nothing changes nothing and says the SQL for an administrator, which then is enough', async () => {
  const { name, url } = wanted()
  await asOwner(server(), admin => admin.query(`create role ${name} login password 'it''s \\a/ p@ss'`))
  const before = await setUpServer(undefined, url, false)
  expect(before.made).toEqual([])
  expect(names(before.lacking)).toContain(`alter role "${name}" createrole;`)
  expect(names(before.lacking)).toContain(`create database "${name}" owner "${name}";`)
  await asOwner(server(), async admin => {
    for (const { sql, inside } of before.lacking) if (!inside) await admin.query(sql)
  })
  expect((await setUpServer(undefined, url, true)).lacking.filter(({ inside }) => !inside)).toEqual([])
})

test('a role that is not there yet gets the whole list, without its password', async () => {
  const { name, url } = wanted()
  const { made, lacking } = await setUpServer(undefined, url, false)
  expect(made).toEqual([])
  expect(names(lacking)).toContain(`create role "${name}" login createrole password '…';`)
  expect(names(lacking)).not.toContain('p@ss')
})

test('from Postgres 16 on the owner administers the roles of ours; before, createrole is enough', () => {
  const there = {
    ...unseen,
    roles: ['loggia_app', 'loggia_auth', 'loggia_log', 'loggia_door'],
    superuser: true,
    role: 'admin',
  }
  const plan = (version: number) =>
    names(planSetup({ ...there, version }, { owner: 'o', password: 'p', database: 'd' }))
  expect(plan(16)).toContain(
    'grant loggia_app, loggia_auth, loggia_log, loggia_door to "o" with admin option;',
  )
  expect(plan(15)).not.toContain('admin option')
})
