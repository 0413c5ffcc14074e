import { LoggiaError } from '@loggia/contract'
import type { Sql } from '../../platform/index.ts'
import type { Partition, SequenceState } from '../lines.ts'
import type { TableShape } from './catalogue.ts'

const schemas = "('loggia', 'auth', 'jobs')"

/**
 * Opens freshly migrated tables for rows in any order: empties them of what migrations put there, and takes
 * off foreign keys, triggers and the row security that is forced on the owner. The answer puts all back,
 * which checks every foreign key. All inside the transaction, so nobody sees it.
 */
export async function openTables(sql: Sql, shapes: readonly TableShape[]): Promise<() => Promise<void>> {
  const changes = await sql.query<{ off: string; back: string }>(`
    select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as off,
      format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as back
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname in ${schemas}
    union all
    select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname),
      format('alter table %s enable trigger %I', t.tgrelid::regclass, t.tgname)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled = 'O' and n.nspname in ${schemas}
    union all
    select format('alter table %I.%I no force row level security', n.nspname, c.relname),
      format('alter table %I.%I force row level security', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relforcerowsecurity and n.nspname in ${schemas}`)
  for (const { off } of changes) await sql.query(off)
  await sql.query(`truncate ${shapes.map(({ name }) => name).join(', ')}`)
  return async () => {
    for (const { back } of changes) await sql.query(back)
  }
}

/** Puts rows into a table, each a JSON array of texts. What a column generates by itself is taken as given. */
export async function fill(sql: Sql, { name, columns, types }: TableShape, rows: readonly string[]) {
  const values = types.map((type, place) => `(row->>${place})::${type}`).join(', ')
  await sql.query(
    `insert into ${name} (${columns.join(', ')}) overriding system value
     select ${values} from jsonb_array_elements($1::jsonb) as given (row)`,
    [`[${rows.join(',')}]`],
  )
}

export const setSequence = (sql: Sql, { sequence, last, called }: SequenceState) =>
  sql.query('select setval($1::regclass, $2::bigint, $3::boolean)', [sequence, last, called])

const identifier = '(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")'
const tableName = new RegExp(`^${identifier}\\.${identifier}$`)
/** Bounds of plain literals: nothing else that a file says becomes SQL. */
const plainBound =
  /^(DEFAULT|FOR VALUES (FROM \('[^'\\]*'\) TO \('[^'\\]*'\)|IN \('[^'\\]*'(, '[^'\\]*')*\)))$/

/** Makes a partition that time made where the backup comes from. Throws `backup_damaged` for what is none. */
export async function makePartition(sql: Sql, { name, parent, bound }: Partition): Promise<void> {
  if (![name, parent].every(each => tableName.test(each)) || !plainBound.test(bound)) {
    throw new LoggiaError('backup_damaged', { detail: `It names the partition ${name} with "${bound}".` })
  }
  await sql.query(`create table ${name} partition of ${parent} ${bound}`)
}
