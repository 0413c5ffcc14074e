import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LoggiaError } from '@loggia/contract'
import type pg from 'pg'

export interface MigrationFile {
  /** `0001_platform`; they run in the order of their names. */
  name: string
  sql: string
  /** SHA-256 of the text with Unix line ends, hex. */
  checksum: string
}

interface Applied {
  name: string
  checksum: string
}

/** Reads `NNNN_name.sql` files of a folder, in order. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter(name => /^\d{4}_.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async file => {
      const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      return { name: file.slice(0, -4), sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Names a set of migrations: 16 hex digits that change with any of their texts. */
export const fingerprintOf = (files: readonly MigrationFile[]): string =>
  createHash('sha256')
    .update(files.map(file => file.checksum).join())
    .digest('hex')
    .slice(0, 16)

/**
 * What is still to run. Throws `schema_newer` when the database knows migrations that this program does
 * not, and `database_unsafe` when one was changed after it ran.
 */
export function planMigrations(
  files: readonly MigrationFile[],
  applied: readonly Applied[],
): MigrationFile[] {
  const known = new Map(files.map(file => [file.name, file]))
  for (const { name, checksum } of applied) {
    const file = known.get(name)
    if (!file) {
      throw new LoggiaError('schema_newer', {
        detail: `The database has migration ${name}, this program does not.`,
      })
    }
    if (file.checksum !== checksum) {
      throw new LoggiaError('database_unsafe', { detail: `Migration ${name} was changed after it ran.` })
    }
  }
  const done = new Set(applied.map(one => one.name))
  return files.filter(file => !done.has(file.name))
}

/** Brings the schema up to date as its owner; how many migrations ran. Nodes that start together wait for each other. */
export async function migrate(owner: pg.Client, files: readonly MigrationFile[]): Promise<number> {
  if (planMigrations(files, await readApplied(owner)).length === 0) return 0
  await owner.query('select pg_advisory_lock($1)', [lockKey])
  try {
    await owner.query(bookkeeping)
    const plan = planMigrations(files, await readApplied(owner))
    for (const file of plan) await retryRaces(() => apply(owner, file))
    return plan.length
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => undefined)
  }
}

const lockKey = 5_064_471

const bookkeeping = `
  create schema if not exists loggia;
  create table if not exists loggia.migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now()
  )`

async function readApplied(owner: pg.Client): Promise<Applied[]> {
  const [there] = (
    await owner.query<{ there: boolean }>("select to_regclass('loggia.migrations') is not null as there")
  ).rows
  if (!there?.there) return []
  return (await owner.query<Applied>('select name, checksum from loggia.migrations order by name')).rows
}

async function apply(owner: pg.Client, file: MigrationFile) {
  try {
    await owner.query('begin')
    await owner.query(file.sql)
    await owner.query('insert into loggia.migrations (name, checksum) values ($1, $2)', [
      file.name,
      file.checksum,
    ])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    if (error instanceof Error) error.message = `Migration ${file.name}: ${error.message}`
    throw error
  }
}

/** Roles belong to the whole cluster: two databases that migrate at once can trip over each other there. */
async function retryRaces(work: () => Promise<void>) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const { code, message } = error as { code?: string; message: string }
      const raced = code === '40001' || code === '40P01' || message.includes('concurrently updated')
      if (!raced || attempt === 8) throw error
      await new Promise(resolve => setTimeout(resolve, 20 * attempt))
    }
  }
}
