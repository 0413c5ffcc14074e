import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Jobs, startJobs } from './jobs.ts'
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
