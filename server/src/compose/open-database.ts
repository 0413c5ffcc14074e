import { LoggiaError } from '@loggia/contract'
import { type Database, openPGlite, openPostgres, readMigrations } from '@loggia/core/platform'
import type { Config } from '../config.ts'
import { shipped } from '../shipped.ts'

/** Opens the database that the configuration names, migrated and with its walls checked. */
export async function openDatabase(config: Config): Promise<Database> {
  const folder = config.migrationsDirectory ?? shipped('db/migrations')
  if (folder === undefined)
    throw new LoggiaError('internal', { detail: 'The migrations are missing from this installation.' })
  const migrations = await readMigrations(folder)
  if (config.databaseUrl === undefined) {
    return openPGlite({ directory: config.dataDirectory, migrations })
  }
  return openPostgres({
    ownerUrl: config.databaseUrl,
    migrations,
    ...(config.appDatabaseUrl !== undefined && { appUrl: config.appDatabaseUrl }),
  })
}
