import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { openPostgres, openPostgresOwner } from '../platform/index.ts'
import { asOwner, emptyPostgres, productMigrations } from '../platform/testing.ts'
import { verifyChain } from './audit-verify.ts'
import { appendAudit, workspaceChain } from './store/audit.ts'

/** How the release before wrote an entry. */
const formerInsert = `
  with last as (
    select sequence, hash from loggia.audit_entries where workspace_id = $1
    union all select 0, repeat('0', 64) order by sequence desc limit 1
  )
  insert into loggia.audit_entries (workspace_id, sequence, at, actor, action, subject, data, previous_hash, hash)
  select $1, last.sequence + 1, to_timestamp($2::bigint / 1000.0), 'usr_a', $3, 's', '{}', last.hash,
    encode(sha256(convert_to(concat_ws(E'\\n', last.hash, $1::text, last.sequence + 1, $2::bigint, 'usr_a', $3::text, 's', '{}'), 'UTF8')), 'hex')
  from last`

test('a log of the former release is whole after the migration by an owner who is no superuser, and goes on', async () => {
  const { url, drop } = await emptyPostgres()
  const role = `owner_${randomBytes(6).toString('hex')}`
  await asOwner(url, async admin => {
    await admin.query(`create role ${role} login createrole password 'secret'`)
    await admin.query(`alter database ${new URL(url).pathname.slice(1)} owner to ${role}`)
    const known = await admin.query<{ name: string }>(
      "select rolname as name from pg_roles where rolname like 'loggia\\_%'",
    )
    for (const { name } of known.rows) await admin.query(`grant ${name} to ${role} with admin option`)
  })
  onTestFinished(async () => {
    await drop()
    await asOwner(process.env.TEST_DATABASE_URL ?? '', admin =>
      admin.query(`drop owned by ${role}; drop role ${role}`),
    )
  })
  const ownerUrl = new URL(url)
  ownerUrl.username = role
  ownerUrl.password = 'secret'
  const migrations = await productMigrations()
  const owner = await openPostgresOwner(ownerUrl.href)
  await owner.migrate(migrations.filter(({ name }) => name < '0009'))
  await asOwner(url, async admin => {
    await admin.query("insert into loggia.workspaces (id, slug, name) values ('wsp_a', 'a', 'A')")
    for (const [index, action] of ['workspace.created', 'key.created', 'key.revoked'].entries())
      await admin.query(formerInsert, ['wsp_a', 1_760_000_000_123 + index, action])
  })
  await owner.migrate(migrations)
  await owner.close()

  const database = await openPostgres({ ownerUrl: url, migrations })
  onTestFinished(() => database.close())
  const db = database.in('wsp_a')
  expect(await verifyChain(workspaceChain(db))).toMatchObject({ entries: 3 })
  const entry = {
    workspaceId: 'wsp_a',
    at: new Date(1_770_000_000_001),
    actor: 'usr_a',
    action: 'key.created',
  }
  await db.batch(appendAudit({ ...entry, subject: 's', data: '{}', origin: '192.0.2.1' }))
  const verdict = await verifyChain(workspaceChain(db))
  expect(verdict).toMatchObject({ entries: 4 })
  expect(verdict.fault).toBeUndefined()
  await asOwner(url, admin => admin.query('delete from loggia.audit_entries where sequence = 4'))
  expect((await verifyChain(workspaceChain(db))).fault?.sequence).toBe(4)
})
