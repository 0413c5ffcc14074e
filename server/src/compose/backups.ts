import { backUpToFolder } from '@loggia/core/backup'
import type { Clock, Database, Jobs, Logger } from '@loggia/core/platform'
import type { Config } from '../config.ts'
import { version } from '../version.ts'

/** Backs the database up whenever the settings say so: one node does it, into the folder that it has. */
export async function scheduleBackups(
  settings: Config['backups'],
  ports: { database: Database; jobs: Jobs; log: Logger; now: Clock },
): Promise<void> {
  if (!settings) return
  const { folder, keep, at } = settings
  const { database, jobs, log, now } = ports
  await jobs.work('backup', async () => {
    const { file, rows, removed } = await backUpToFolder(database, {
      ...{ folder, keep },
      now: new Date(now()),
      program: version,
    })
    log.info('the database was backed up', { file, rows, removed: removed.length })
  })
  await jobs.schedule('backup', at)
}
