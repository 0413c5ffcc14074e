import { LoggiaError } from '@loggia/contract'
import {
  type Database,
  type MigrationFile,
  openPGlite,
  openPostgres,
  readMigrations,
} from '@loggia/core/platform'
import type { Config } from '../config.ts'
import { shipped } from '../shipped.ts'

/** The migrations that this program brings, or those of the configured folder. */
export async function migrationsOf(config: Pick<Config, 'migrationsDirectory'>): Promise<MigrationFile[]> {
  const folder = config.migrationsDirectory ?? shipped('db/migrations')
  if (folder === undefined)
    throw new LoggiaError('internal', { detail: 'The migrations are missing from this installation.' })
  return readMigrations(folder)
}

/** Opens the database that the configuration names, migrated and with its walls checked. */
export async function openDatabase(config: Config): Promise<Database> {
  const migrations = await migrationsOf(config)
  if (config.databaseUrl === undefined) {
    return openPGlite({ directory: config.dataDirectory, migrations })
  }
  return openPostgres({
    ownerUrl: config.databaseUrl,
    migrations,
    ...(config.appDatabaseUrl !== undefined && { appUrl: config.appDatabaseUrl }),
  })
}
