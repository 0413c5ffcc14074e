import { expect, test } from 'vitest'
import { asOwner, emptyPostgres, openTestDatabase, productMigrations } from '../testing.ts'
import { openPostgres } from './open.ts'

test('a server that is not there, a wrong password and a missing database are said in a sentence', async () => {
  const { url, drop } = await emptyPostgres()
  const changed = (part: 'port' | 'password' | 'pathname', value: string) => {
    const other = new URL(url)
    other[part] = value
    return openPostgres({ ownerUrl: other.href, migrations: [] })
  }
  const unreachable = { code: 'database_unreachable' }
  await expect(changed('port', '1')).rejects.toMatchObject(unreachable)
  await expect(changed('password', 'wrong')).rejects.toMatchObject({
    ...unreachable,
    detail: expect.stringContaining('password authentication failed'),
  })
  await expect(changed('pathname', '/nowhere')).rejects.toMatchObject({
    ...unreachable,
    detail: expect.stringContaining('does not exist'),
  })
  await drop()
})

test('a second node comes in by the same derived login', async () => {
  const database = await openTestDatabase('postgres')
  const ownerUrl = database.ownerUrl ?? ''
  const migrations = await productMigrations()
  const second = await openPostgres({ ownerUrl, migrations })
  expect(await second.instance.query('select current_user::text as me')).toEqual([{ me: 'loggia_app' }])
  await second.close()
  await database.close()
})

test('after its connections are cut the database answers again and listens again', async () => {
  const database = await openTestDatabase('postgres')
  const heard: string[] = []
  await database.listen('bell', payload => heard.push(payload))
  await database.instance.query('select 1')
  await asOwner(database.ownerUrl ?? '', owner =>
    owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'loggia_app' and datname = current_database()",
    ),
  )
  await expect
    .poll(() => database.instance.query('select 1 as one').catch(error => error.code), { timeout: 10_000 })
    .toEqual([{ one: 1 }])
  await expect
    .poll(() => database.instance.query("select pg_notify('bell', 'again')").then(() => heard.length), {
      timeout: 10_000,
    })
    .toBeGreaterThan(0)
  expect(heard[0]).toBe('again')
  await database.close()
})
