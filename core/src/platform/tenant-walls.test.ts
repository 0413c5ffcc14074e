import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { openPGlite } from './pglite/open.ts'
import { openPostgres } from './postgres/open.ts'
import { tenantTables } from './tables.ts'
import { emptyPostgres, plantEverywhere, productMigrations } from './testing.ts'

describe.each(['pglite', 'postgres'] as const)('the wall between two workspaces on %s', engine => {
  let db: Database
  let clean: () => unknown
  beforeAll(async () => {
    const migrations = [
      ...(await productMigrations()),
      { name: '9999_rows', sql: plantEverywhere('wsp_a', 'x'), checksum: 'rows' },
    ]
    if (engine === 'postgres') {
      const { url, drop } = await emptyPostgres()
      clean = drop
      db = await openPostgres({ ownerUrl: url, migrations })
    } else {
      const directory = mkdtempSync(join(tmpdir(), 'loggia-test-'))
      clean = () => rmSync(directory, { recursive: true })
      db = await openPGlite({ directory, migrations })
    }
  })
  afterAll(async () => {
    await db?.close()
    await clean?.()
  })
  const count = async (workspace: string | undefined, table: string) => {
    const sql = workspace === undefined ? db.instance : db.in(workspace)
    const [row] = await sql.query(`select count(*) as n from loggia.${table}`)
    return row?.n
  }

  test.each(tenantTables)('%s shows its rows to their workspace only', async table => {
    expect(await count('wsp_a', table)).toBe(1)
    expect(await count('wsp_b', table)).toBe(0)
    expect(await count(undefined, table)).toBe(0)
  })

  test.each(tenantTables)('%s is written by its workspace only', async table => {
    const b = db.in('wsp_b')
    // The audit log is append-only: there even the grant is missing.
    const may = async (sql: string) => b.query(sql).catch((error: { code: string }) => error.code)
    const touched = [
      await may(`update loggia.${table} set workspace_id = workspace_id where true returning 1`),
      await may(`delete from loggia.${table} where true returning 1`),
    ]
    for (const answer of touched) expect(answer === '42501' || (answer as unknown[]).length === 0).toBe(true)
    const forged = `insert into loggia.${table} (workspace_id) values ('wsp_a')`
    await expect(b.query(forged)).rejects.toMatchObject({ code: '42501' })
    await expect(db.instance.query(forged)).rejects.toMatchObject({ code: '42501' })
    expect(await count('wsp_a', table)).toBe(1)
  })

  test('rows without a workspace cannot exist', async () => {
    for (const sql of [db.instance, db.in('wsp_a')]) {
      await expect(sql.query("insert into loggia.secrets (workspace_id) values ('')")).rejects.toMatchObject({
        code: expect.stringMatching(/42501|23514|23502/),
      })
    }
  })

  // Every index that begins with the workspace looks to the plan of a young table as good as the primary key.
  test('no index but a primary key begins with the workspace', async () => {
    const found = await db.instance.query<{ index: string }>(
      `select i.indexrelid::regclass::text as index from pg_index i
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where a.attname = 'workspace_id' and not i.indisprimary`,
    )
    expect(found).toEqual([])
  })
})
