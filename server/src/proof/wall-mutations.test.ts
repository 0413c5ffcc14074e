import { createAccount } from '@loggia/core/identity'
import { systemClock } from '@loggia/core/platform'
import { asOwner, openTestDatabase, plantEverywhere, type TestDatabase } from '@loggia/core/platform/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asks, tablesHolding, walledTables } from './testing/store.ts'

const canary = 'canarybehindthewall'

let database: TestDatabase
let owner: pg.Client
let tables: string[]
let neighbour: string
beforeAll(async () => {
  database = await openTestDatabase('postgres')
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const ports = { database, clock: systemClock }
  await createAccount(ports, { userId: `usr_${canary}`, email: `${canary}@example.com`, name: canary })
  neighbour = await createAccount(ports, { userId: 'usr_ben', email: 'ben@example.com', name: 'Ben' })
  await asOwner(database.ownerUrl ?? '', db => db.query(plantEverywhere(`wsp_${canary}`, canary)))
  tables = [...(await walledTables(asked)), 'users', 'workspaces']
})
afterAll(async () => {
  await owner?.end()
  await database?.close()
})

/** With the owner's rights, which no wall holds. */
const asked: Asks = {
  query: async <R>(text: string, values: readonly unknown[] = []) =>
    (await owner.query(text, [...values])).rows as R[],
}
const seen = () => tablesHolding(database.in(neighbour), tables, canary)

test('the canary stands in every table, and the neighbour sees it in none', async () => {
  expect(await tablesHolding(asked, tables, canary)).toEqual(tables)
  expect(await seen()).toEqual([])
})

test('the probe sees the leak of each table as soon as its policy no longer holds', async () => {
  const unnoticed: string[] = []
  for (const table of tables) {
    await owner.query(`create policy mutation on loggia.${table} using (true)`)
    if (!(await seen()).includes(table)) unnoticed.push(`${table}, opened`)
    await owner.query(`drop policy mutation on loggia.${table}`)
    await owner.query(`alter table loggia.${table} disable row level security`)
    if (!(await seen()).includes(table)) unnoticed.push(`${table}, without row level security`)
    await owner.query(`alter table loggia.${table} enable row level security`)
  }
  expect(unnoticed).toEqual([])
  expect(await seen()).toEqual([])
})
