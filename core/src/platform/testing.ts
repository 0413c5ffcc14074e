import { randomUUID } from 'node:crypto'
import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Database } from './database.ts'
import { fingerprintOf, type MigrationFile, readMigrations } from './migrations.ts'
import { openPGlite } from './pglite/open.ts'
import { openPostgres } from './postgres/open.ts'

export interface TestDatabase extends Database {
  /** A connection with the owner's rights, for looking behind the walls. Postgres only. */
  readonly ownerUrl: string | undefined
  /** The data directory. PGlite only. */
  readonly directory: string | undefined
}

const root = new URL('../../../', import.meta.url)
/** The migrations of the product. */
export const migrationsFolder = fileURLToPath(new URL('db/migrations/', root))
export const productMigrations = () => readMigrations(migrationsFolder)

/**
 * A new migrated database of its own, closed and gone after `close()`. What migrating makes is kept, keyed
 * by the migrations, so that opening takes about half a second. Postgres is the one of TEST_DATABASE_URL.
 */
export async function openTestDatabase(engine: Database['engine']): Promise<TestDatabase> {
  const migrations = await productMigrations()
  return engine === 'pglite' ? openCopy(migrations) : openClone(migrations)
}

async function openCopy(migrations: readonly MigrationFile[]): Promise<TestDatabase> {
  const directory = await testDirectory()
  const database = await openPGlite({ directory, migrations })
  return {
    ...database,
    ownerUrl: undefined,
    directory,
    async close() {
      await database.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A new data directory with a migrated embedded database in it, which nobody has open. */
export async function testDirectory(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'loggia-test-'))
  const migrated = await migratedFolder(await productMigrations())
  cpSync(migrated, directory, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return directory
}

async function migratedFolder(migrations: readonly MigrationFile[]): Promise<string> {
  const cache = fileURLToPath(new URL('node_modules/.cache/loggia/', root))
  const folder = join(cache, `pglite-${fingerprintOf(migrations)}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const half = mkdtempSync(join(cache, 'making-'))
  await (await openPGlite({ directory: half, migrations })).close()
  try {
    renameSync(half, folder)
  } catch (error) {
    // Another test file made it at the same time.
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

async function openClone(migrations: readonly MigrationFile[]): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL is not set; the setup of vitest.config.ts sets it.')
  const template = `loggia_${fingerprintOf(migrations)}`
  const name = `loggia_test_${randomUUID().replaceAll('-', '')}`
  await asOwner(url, async owner => {
    await owner.query("select pg_advisory_lock(hashtext('loggia test template'))")
    const made = await owner.query('select from pg_database where datname = $1', [template])
    if (made.rowCount === 0) {
      await owner.query(`create database ${template}_half`)
      await (await openPostgres({ ownerUrl: within(url, `${template}_half`), migrations })).close()
      await owner.query(`alter database ${template}_half rename to ${template}`)
    }
    await owner.query(`create database ${name} template ${template}`)
  })
  const ownerUrl = within(url, name)
  const database = await openPostgres({ ownerUrl, migrations })
  return {
    ...database,
    ownerUrl,
    directory: undefined,
    async close() {
      await database.close()
      await asOwner(url, owner => owner.query(`drop database ${name} with (force)`))
    },
  }
}

/** A new empty database on the test server; its owner's URL and how to drop it. */
export async function emptyPostgres(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is not set; the setup of vitest.config.ts sets it.')
  const name = `loggia_test_${randomUUID().replaceAll('-', '')}`
  await asOwner(server, owner => owner.query(`create database ${name}`))
  return {
    url: within(server, name),
    drop: async () =>
      void (await asOwner(server, owner => owner.query(`drop database ${name} with (force)`))),
  }
}

/** Works with the owner's rights, on a connection of its own. */
export async function asOwner<T>(
  connectionString: string,
  work: (owner: pg.Client) => Promise<T>,
): Promise<T> {
  const owner = new pg.Client({ connectionString })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

function within(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/**
 * One row of the workspace in every table that carries a `workspace_id`, this text in each of its texts. For an
 * owner who may set aside references and checks, which do not matter here.
 */
export const plantEverywhere = (workspaceId: string, text: string): string => `
do $$
declare
  target record;
  broken record;
begin
  perform set_config('session_replication_role', 'replica', true);
  for broken in select conrelid::regclass as t, conname from pg_constraint
    where connamespace = 'loggia'::regnamespace and contype = 'c' and conname <> 'workspace_named'
  loop
    execute format('alter table %s drop constraint %I', broken.t, broken.conname);
  end loop;
  for target in
    select c.oid::regclass as t,
      string_agg(quote_ident(a.attname), ', ') as names,
      string_agg(case
        when a.attname = 'workspace_id' then quote_literal('${workspaceId}')
        when t.typcategory = 'S' then quote_literal('${text}')
        when t.typcategory = 'N' then '1'
        when t.typcategory = 'B' then 'false'
        when t.typcategory = 'D' then 'now()'
        when t.typname = 'jsonb' then quote_literal('{"planted": "${text}"}')
        when t.typcategory = 'A' then quote_literal('{}')
        else quote_literal('') || '::' || t.typname end, ', ') as items
    from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'loggia'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
      and exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id')
    group by c.oid
  loop
    execute format('insert into %s (%s) values (%s)', target.t, target.names, target.items);
  end loop;
end $$`
