import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog, startJobs, systemClock } from '@loggia/core/platform'
import { openTestDatabase } from '@loggia/core/platform/testing'
import { expect, test } from 'vitest'
import { scheduleBackups } from './backups.ts'

test.each(['pglite', 'postgres'] as const)(
  'a scheduled backup on %s comes from the job queue and lies in the folder',
  async engine => {
    const database = await openTestDatabase(engine)
    const folder = mkdtempSync(join(tmpdir(), 'loggia-backups-'))
    const jobs = await startJobs(database, silentLog)
    await scheduleBackups(
      { folder, at: '15 2 * * *', keep: 2 },
      { database, jobs, log: silentLog, now: systemClock },
    )
    const planned = await database.script("select cron from jobs.schedule where name = 'backup'")
    expect(planned).toEqual([{ cron: '15 2 * * *' }])
    await jobs.send('backup', {})
    await expect
      .poll(() => readdirSync(folder), { timeout: 30_000 })
      .toEqual([expect.stringMatching(/^loggia-.*\.backup$/)])
    await jobs.stop(5)
    await database.close()
    rmSync(folder, { recursive: true })
  },
)
