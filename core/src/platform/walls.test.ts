import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPGlite } from './pglite/open.ts'
import { openPostgres } from './postgres/open.ts'
import { asOwner, emptyPostgres, openTestDatabase, productMigrations } from './testing.ts'

const unsafe = (detail: RegExp) => ({ code: 'database_unsafe', detail: expect.stringMatching(detail) })
const extra = async (sql: string) => [
  ...(await productMigrations()),
  { name: '9999_extra', sql, checksum: 'extra' },
]

const openings: [what: string, sql: string, detail: RegExp][] = [
  [
    'a table in neither list',
    'create table loggia.stray (id text)',
    /loggia\.stray is neither a tenant nor an instance/,
  ],
  [
    'a view, which sees with its owner’s eyes',
    'create view loggia.peek as select * from loggia.users',
    /loggia\.peek/,
  ],
  [
    'a tenant table that does not force its policy',
    'alter table loggia.secrets no force row level security',
    /loggia\.secrets does not force/,
  ],
  [
    'a tenant table without its policy',
    'drop policy tenant on loggia.secrets',
    /loggia\.secrets has no policy/,
  ],
  [
    'a second policy that opens a tenant table',
    'create policy oops on loggia.secrets for select using (true)',
    /"oops" opens tenant table loggia\.secrets/,
  ],
  [
    'an instance table with a policy that is not listed',
    'create policy oops on loggia.users for select using (true)',
    /"oops" of instance table loggia\.users is not listed/,
  ],
  [
    'a function with other rights that is not listed',
    "create function loggia.backdoor() returns int language sql security definer as 'select 1'",
    /loggia\.backdoor runs with other rights/,
  ],
  ['a grant on the schema auth', 'grant usage on schema auth to loggia_app', /sees the schema auth/],
  [
    'a table that the app owns',
    'create schema own; create table own.t (id text); alter table own.t owner to loggia_app',
    /owns own\.t/,
  ],
]

describe('start-up on PGlite', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'loggia-test-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  test('refuses every opening at once, each with a sentence', async () => {
    const migrations = await extra(openings.map(([, sql]) => sql).join(';\n'))
    const refused = await openPGlite({ directory, migrations }).catch(error => error)
    expect(refused.code).toBe('database_unsafe')
    // The table that does not force its policy is refused before its policies are looked at.
    for (const [, , detail] of openings.filter(([what]) => !/its policy|second policy/.test(what))) {
      expect(refused.detail).toMatch(detail)
    }
  })
})

describe('start-up on Postgres', () => {
  test.each(openings)('refuses %s', async (_what, sql, detail) => {
    const { url, drop } = await emptyPostgres()
    const opened = openPostgres({ ownerUrl: url, migrations: await extra(sql) })
    await expect(opened).rejects.toMatchObject(unsafe(detail))
    await drop()
  })

  const logins: [what: string, attributes: string, grant: string | undefined, detail: RegExp][] = [
    ['that may bypass row level security', 'noinherit bypassrls', undefined, /may bypass row level security/],
    ['that is a superuser', 'noinherit superuser', undefined, /is a superuser/],
    ['that inherits a membership', 'inherit', 'loggia_door', /inherits what loggia_door may do/],
  ]
  test.each(logins)('refuses a login %s', async (_what, attributes, grant, detail) => {
    const db = await openTestDatabase('postgres')
    const ownerUrl = db.ownerUrl ?? ''
    const login = `login_${randomBytes(6).toString('hex')}`
    await asOwner(ownerUrl, async owner => {
      await owner.query(`create role ${login} login ${attributes} password 'secret'`)
      await owner.query(`grant usage on schema loggia to ${login}`)
      if (grant) await owner.query(`grant ${grant} to ${login}`)
    })
    const appUrl = new URL(ownerUrl)
    appUrl.username = login
    appUrl.password = 'secret'
    const opened = openPostgres({ ownerUrl, appUrl: appUrl.href, migrations: await productMigrations() })
    await expect(opened).rejects.toMatchObject(unsafe(detail))
    await asOwner(ownerUrl, async owner => {
      await owner.query(`drop owned by ${login}`)
      await owner.query(`drop role ${login}`)
    })
    await db.close()
  })
})
