import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from './database.ts'
import { type Jobs, startJobs, tidy } from './jobs.ts'
import { type Logger, silentLog } from './log.ts'
import { openTestDatabase, type TestDatabase } from './testing.ts'

describe.each(['pglite', 'postgres'] as const)('the job queue on %s', engine => {
  let database: TestDatabase
  let jobs: Jobs
  const errors: unknown[] = []
  const log: Logger = { ...silentLog, error: (_message, fields) => errors.push(fields?.error) }
  beforeAll(async () => {
    database = await openTestDatabase(engine)
    jobs = await startJobs(database, log)
  })
  afterAll(async () => {
    await jobs?.stop()
    await database?.close()
  })

  test('a job is done once, with its data, by the role that owns nothing', async () => {
    const done: unknown[] = []
    await jobs.work('greet', async data => void done.push(data))
    await jobs.send('greet', { name: 'Ada' })
    await expect.poll(() => done, { timeout: 20_000 }).toEqual([{ name: 'Ada' }])
    expect(errors).toEqual([])
  })

  test('a job that fails is tried again', async () => {
    let tries = 0
    await jobs.work('flaky', async () => {
      tries++
      if (tries === 1) throw new Error('not yet')
    })
    await jobs.send('flaky', {}, { retries: 2 })
    await expect.poll(() => tries, { timeout: 20_000 }).toBe(2)
    expect(errors).toEqual([])
  })

  test('a schedule is kept for all nodes', async () => {
    await jobs.schedule('nightly', '0 3 * * *')
    expect(await database.script('select name, cron from jobs.schedule')).toEqual([
      { name: 'nightly', cron: '0 3 * * *' },
    ])
  })
})

test('tidying clears dead rows out of the embedded database', async () => {
  const database = await openTestDatabase('pglite')
  const pages = async () => {
    const [row] = await database.script("select pg_relation_size('loggia.instance_settings') as bytes")
    return row?.bytes as number
  }
  const write = () =>
    database.instance.batch([
      asSystem('settings'),
      { text: 'delete from loggia.instance_settings' },
      {
        text: "insert into loggia.instance_settings select n::text, to_jsonb(repeat('x', 400)) from generate_series(1, 2000) n",
      },
    ])
  await write()
  const once = await pages()
  for (let round = 0; round < 5; round++) {
    await tidy(database)
    await write()
  }
  // Each round finds the room of the rows that were deleted before it.
  expect(await pages()).toBeLessThanOrEqual(once * 2)
  await database.close()
})
