import { LoggiaError } from '@loggia/contract'
import { type MigrationFile, type Owner, planMigrations, type Sql } from '../platform/index.ts'
import { readHeader, readParts } from './file.ts'
import type { Header, Part, SequenceState, TableEnd } from './lines.ts'
import {
  dropSchemas,
  readGround,
  readPartitions,
  readSequences,
  readShapes,
  type TableShape,
} from './store/catalogue.ts'
import { fill, makePartition, openTables, setSequence } from './store/fill.ts'
import { summarise } from './store/read.ts'

export interface RestoreReport {
  tables: number
  rows: number
  sequences: number
  /** Migrations that were newer than the backup and ran after it. */
  migrated: number
}

/**
 * Fills an empty database from a backup. The file is checked whole before anything is written; what was
 * written is read again and compared before it is kept; newer migrations run after that. What fails leaves
 * the database as empty as it was. Throws `backup_damaged`, `database_not_empty`, `schema_newer` or
 * `database_unsafe` (a migration is not the one that ran there).
 */
export async function restore(
  owner: Owner,
  file: string,
  migrations: readonly MigrationFile[],
): Promise<RestoreReport> {
  const { header } = await readHeader(file)
  planMigrations(migrations, header.migrations)
  for await (const _ of readParts(file));
  const ground = await owner.transaction(readGround)
  if (ground.tables > 0) throw new LoggiaError('database_not_empty')
  const ran = new Set(header.migrations.map(({ name }) => name))
  try {
    await owner.migrate(migrations.filter(({ name }) => ran.has(name)))
    const loaded = await owner.transaction(sql => load(sql, header, readParts(file)))
    const migrated = await owner.migrate(migrations)
    // A table that has just been filled is planned for as if it were empty until somebody counts it.
    await owner.run('analyze')
    return { ...loaded, migrated }
  } catch (error) {
    const forget = async (sql: Sql) => {
      const made = (await readGround(sql)).schemas.filter(name => !ground.schemas.includes(name))
      await dropSchemas(sql, made)
    }
    // When the connection is lost there is nothing to take back with; what failed first is what is told.
    await owner.transaction(forget).catch(() => undefined)
    throw error
  }
}

/** Characters of rows that are sent at once. */
const batchLength = 1_000_000

async function load(sql: Sql, header: Header, parts: AsyncIterable<Part>) {
  const there = new Set((await readPartitions(sql)).map(({ name }) => name))
  for (const partition of header.partitions) {
    if (!there.has(partition.name)) await makePartition(sql, partition)
  }
  const found = await readShapes(sql)
  const close = await openTables(sql, found)
  const shapes = new Map(found.map(shape => [shape.name, shape]))
  const filled: { shape: TableShape; end: TableEnd }[] = []
  const sequences: SequenceState[] = []
  let shape: TableShape | undefined
  let rows: string[] = []
  let length = 0
  const flush = async () => {
    if (shape && rows.length > 0) await fill(sql, shape, rows)
    rows = []
    length = 0
  }
  for await (const part of parts) {
    if ('table' in part) shape = sameShape(shapes.get(part.table), part)
    else if ('row' in part) {
      rows.push(part.row)
      length += part.row.length
      if (length > batchLength) await flush()
    } else if ('end' in part) {
      await flush()
      if (shape) filled.push({ shape, end: part })
    } else if ('sequence' in part) {
      await setSequence(sql, part)
      sequences.push(part)
    }
  }
  await compare(sql, filled, sequences)
  await close()
  return {
    tables: filled.length,
    rows: filled.reduce((sum, { end }) => sum + end.rows, 0),
    sequences: sequences.length,
  }
}

function sameShape(shape: TableShape | undefined, part: { table: string; columns: string[] }): TableShape {
  if (shape && shape.columns.length === part.columns.length) {
    // A table that was changed by several migrations has its columns in another order here and there.
    const types = new Map(shape.columns.map((column, place) => [column, shape.types[place] ?? '']))
    if (part.columns.every(column => types.has(column))) {
      const { name, columns, order } = shape
      return {
        ...{ name, columns: part.columns, order: order === columns ? part.columns : order },
        types: part.columns.map(column => types.get(column) ?? ''),
      }
    }
  }
  throw new LoggiaError('backup_damaged', {
    detail: `Its table ${part.table} is not the one that its migrations make.`,
  })
}

/** Reads back what was written and holds it against the file: every table row by row, every sequence. */
async function compare(
  sql: Sql,
  filled: readonly { shape: TableShape; end: TableEnd }[],
  sequences: readonly SequenceState[],
): Promise<void> {
  const differing: string[] = []
  for (const { shape, end } of filled) {
    const now = await summarise(sql, shape)
    if (now.rows !== end.rows || now.sha256 !== end.sha256) differing.push(end.end)
  }
  const here = new Map((await readSequences(sql)).map(state => [state.sequence, state]))
  for (const { sequence, last, called } of sequences) {
    const now = here.get(sequence)
    if (now?.last !== last || now.called !== called) differing.push(sequence)
  }
  if (differing.length === 0) return
  throw new LoggiaError('internal', { detail: `Not the same after the restore: ${differing.join(', ')}.` })
}
