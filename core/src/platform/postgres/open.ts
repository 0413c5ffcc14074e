import pg from 'pg'
import type { Database } from '../database.ts'
import { handlesOver } from '../handles.ts'
import { listenOn } from '../listen.ts'
import { type MigrationFile, migrate } from '../migrations.ts'
import { appUrl, type Owner, ownerOver } from '../roles.ts'
import { asDatabaseError, typeParsers } from '../statements.ts'
import { checkWalls } from '../walls.ts'
import { pooled } from './pooled.ts'

export interface PostgresOptions {
  /** DATABASE_URL: the owner, who migrates and is not used for anything else. */
  ownerUrl: string
  /** The login role's own URL; without it the login and its password follow from the owner's. */
  appUrl?: string
  migrations: readonly MigrationFile[]
  /** Connections at most; 10 when absent. */
  connections?: number
}

/**
 * Migrates as the owner, then opens the database as the role that owns nothing. Throws
 * `database_unreachable`, `database_unsafe` or `schema_newer`.
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const login = await prepareAsOwner(options)
  const most = options.connections ?? 10
  const pool = new pg.Pool({ ...login, max: most, idleTimeoutMillis: 60_000 })
  // A connection that breaks while idle is replaced at the next use, which then says what is wrong.
  pool.on('error', () => undefined)
  // Statements are planned once, often while their tables are empty; such a plan must not read whole tables later.
  pool.on('connect', client => void client.query('set enable_seqscan = off').catch(() => undefined))
  const connections = pooled(pool, most)
  let vectors: boolean
  try {
    vectors = await connections.hold(client => checkWalls(client))
  } catch (error) {
    await pool.end()
    throw asDatabaseError(error)
  }
  const listener = listenOn(() => new pg.Client(login))
  return {
    engine: 'postgres',
    vectors,
    ...handlesOver(connections),
    listen: listener.listen,
    async snapshot(work) {
      const owner = await openPostgresOwner(options.ownerUrl)
      return owner.snapshot(work).finally(() => owner.close())
    },
    async close() {
      await listener.close()
      await pool.end()
    },
  }
}

async function prepareAsOwner(options: PostgresOptions): Promise<pg.ClientConfig> {
  const owner = new pg.Client(clientConfig(options.ownerUrl))
  owner.on('error', () => undefined)
  try {
    await owner.connect()
    await migrate(owner, options.migrations)
    return clientConfig(options.appUrl ?? (await appUrl(owner, options.ownerUrl)))
  } catch (error) {
    throw asDatabaseError(error)
  } finally {
    await owner.end().catch(() => undefined)
  }
}

/** Connects as the owner. Throws `database_unreachable`. */
export async function openPostgresOwner(url: string): Promise<Owner> {
  const client = new pg.Client(clientConfig(url))
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw asDatabaseError(error)
  }
  return ownerOver('postgres', client, () => client.end())
}

/** How every connection is made. Idle transactions are ended so that a stuck one cannot hold locks for ever. */
export const clientConfig = (url: string) => ({
  connectionString: url,
  pipeline: true,
  types: typeParsers,
  application_name: 'loggia',
  connectionTimeoutMillis: 10_000,
  idle_in_transaction_session_timeout: 60_000,
  keepAlive: true,
})
