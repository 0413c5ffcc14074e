import { LoggiaError } from '@loggia/contract'
import { type MigrationFile, type Owner, openPGliteOwner, openPostgresOwner } from '@loggia/core/platform'
import { type Config, migrationsOf, readConfig } from '@loggia/server'
import { loadEnvironment } from '../start/env-file.ts'
import { withoutPassword } from '../start/greeting.ts'
import { flagsOf } from '../start/open-server.ts'

export interface DatabaseOptions {
  /** Data directory. */
  data?: string
}

/** What the commands of `loggia db` work on. */
export interface Ground {
  config: Config
  migrations: MigrationFile[]
}

/** The configuration as the server would read it, and the migrations that this program brings. */
export async function readGround(options: DatabaseOptions): Promise<Ground> {
  loadEnvironment(process.cwd())
  const config = readConfig(process.env, flagsOf(options))
  return { config, migrations: await migrationsOf(config) }
}

/** Opens the configured database as its owner and closes it after the work; nothing is migrated by that. */
export async function asOwner<T>({ config }: Pick<Ground, 'config'>, work: (owner: Owner) => Promise<T>) {
  const owner = await (config.databaseUrl === undefined
    ? // Unpacked bare where there is none: who restores or migrates brings the tables.
      openPGliteOwner({ directory: config.dataDirectory, migrations: [] })
    : openPostgresOwner(config.databaseUrl))
  return work(owner).finally(() => owner.close())
}

/** Where the configured database is, for people. */
export const placeOf = ({ databaseUrl, dataDirectory }: Config): string =>
  databaseUrl === undefined ? `the embedded database in ${dataDirectory}` : withoutPassword(databaseUrl)

/** DATABASE_URL, which some commands make no sense without. */
export function requireUrl({ databaseUrl }: Config): string {
  if (databaseUrl !== undefined) return databaseUrl
  throw new LoggiaError('invalid_input', {
    detail: 'DATABASE_URL is not set. Write it as postgres://user:password@host:5432/database.',
  })
}
