import { LoggiaError } from '@loggia/contract'
import type { Sql } from '../../platform/index.ts'
import type { Partition, SequenceState } from '../lines.ts'

/** The schemas that are ours, whole. */
const schemas = "('loggia', 'auth', 'jobs')"

/** A table as it is read and filled: names quoted where they have to be. */
export interface TableShape {
  name: string
  /** All but the generated ones, whose values follow from the others. */
  columns: string[]
  types: string[]
  /** What rows are ordered by: the primary key, else every column. */
  order: string[]
}

/** Every table of ours that stands by itself; a partition's rows are its parent's. */
export async function readShapes(sql: Sql): Promise<TableShape[]> {
  const shapes = await sql.query<TableShape & { key: string[] }>(`
    select format('%I.%I', n.nspname, c.relname) as name, own.columns, own.types, array(
      select quote_ident(a.attname) from pg_index i cross join unnest(i.indkey) with ordinality as k (number, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
      where i.indrelid = c.oid and i.indisprimary order by k.place) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral (
      select array_agg(quote_ident(a.attname) order by a.attnum) as columns,
        array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types
      from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as own
    where n.nspname in ${schemas} and c.relkind in ('r', 'p') and not c.relispartition
    order by (n.nspname || '.' || c.relname) collate "C"`)
  return shapes.map(({ name, columns, types, key }) => ({
    ...{ name, columns, types },
    order: key.length > 0 ? key : columns,
  }))
}

export const readPartitions = (sql: Sql): Promise<Partition[]> =>
  sql.query<Partition>(`
    select format('%I.%I', n.nspname, c.relname) as name, i.inhparent::regclass::text as parent,
      pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_inherits i on i.inhrelid = c.oid
    where n.nspname in ${schemas} and c.relispartition and c.relkind in ('r', 'p')
    order by (n.nspname || '.' || c.relname) collate "C"`)

/** Where all sequences of ours stand, identity columns included. */
export async function readSequences(sql: Sql): Promise<SequenceState[]> {
  const names = await sql.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${schemas} and c.relkind = 'S' order by (n.nspname || '.' || c.relname) collate "C"`)
  const states: SequenceState[] = []
  for (const { name } of names) {
    const [state] = await sql.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${name}`,
    )
    if (state) states.push({ sequence: name, last: state.last, called: state.called })
  }
  return states
}

/** The migrations that ran here. Throws `not_found` where there is no instance. */
export async function readMigrated(sql: Sql): Promise<{ name: string; checksum: string }[]> {
  const [there] = await sql.query<{ there: boolean }>(
    "select to_regclass('loggia.migrations') is not null as there",
  )
  if (!there?.there)
    throw new LoggiaError('not_found', { detail: 'The database holds no instance of Loggia.' })
  return sql.query('select name, checksum from loggia.migrations order by name collate "C"')
}

/** Those of our schemas that are there, and whether a table is in any of them. */
export async function readGround(sql: Sql): Promise<{ schemas: string[]; tables: number }> {
  const [ground] = await sql.query<{ schemas: string[]; tables: number }>(`
    select array(select nspname::text from pg_namespace where nspname in ${schemas} order by 1) as schemas,
      (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ${schemas} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')) as tables`)
  return ground ?? { schemas: [], tables: 0 }
}

/** Takes back what a restore that failed had made. */
export const dropSchemas = async (sql: Sql, names: readonly string[]): Promise<void> => {
  for (const name of names) await sql.query(`drop schema if exists ${name} cascade`)
}
