import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { emptyPostgres, productMigrations } from '../testing.ts'
import { openPostgres } from './open.ts'

let database: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const empty = await emptyPostgres()
  drop = empty.drop
  database = await openPostgres({
    ownerUrl: empty.url,
    migrations: await productMigrations(),
    connections: 2,
  })
})
afterAll(async () => {
  await database.close()
  await drop()
})

const backend = () => database.instance.query<{ pid: number }>('select pg_backend_pid() as pid')

test('many batches at once share the connections, and each gets its own answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      database.instance.query<{ sent: number; pid: number }>(
        'select $1::integer as sent, pg_backend_pid() as pid',
        [index],
      ),
    ),
  )
  expect(answers.map(([row]) => row?.sent)).toEqual(answers.map((_, index) => index))
  expect(new Set(answers.map(([row]) => row?.pid)).size).toBe(2)
})

test('a refused batch leaves those behind it in the pipeline alone', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) => database.instance.query('select 1 / $1::integer', [index % 3])),
  )
  expect(answers.map(({ status }) => status === 'rejected')).toEqual(
    answers.map((_, index) => index % 3 === 0),
  )
})

test('behind a slow batch nobody waits while a connection is free', async () => {
  const ended: string[] = []
  const slow = database.instance.query('select pg_sleep(0.5)').then(() => ended.push('slow'))
  await new Promise(resolve => setTimeout(resolve, 50))
  await backend().then(() => ended.push('quick'))
  await slow
  expect(ended).toEqual(['quick', 'slow'])
})

test('a transaction gets a connection to itself while batches keep coming', async () => {
  let over = false
  let alone: number | undefined
  const seenMeanwhile = new Set<number>()
  const busy = Array.from({ length: 6 }, async () => {
    while (!over) {
      const before = alone
      const [row] = await backend()
      if (row && before !== undefined && before === alone) seenMeanwhile.add(row.pid)
    }
  })
  const pid = await database.instance.transaction(async sql => {
    const [row] = await sql.query<{ pid: number }>('select pg_backend_pid() as pid')
    alone = row?.pid
    await sql.query('select pg_sleep(0.05)')
    return row?.pid
  })
  alone = undefined
  over = true
  await Promise.all(busy)
  expect(seenMeanwhile.size).toBe(1)
  expect([...seenMeanwhile]).not.toContain(pid)
})
