import type { Sql } from '@loggia/core/platform'

/** What a database says about itself to the role of DATABASE_URL. */
export interface DatabaseFacts {
  database: string
  role: string
  superuser: boolean
  createsRoles: boolean
  createsSchemas: boolean
  readOnly: boolean
  vectors: 'there' | 'available' | 'missing'
  /** The roles of ours that are there. */
  roles: { name: string; superuser: boolean; bypass: boolean }[]
  /** Whether Loggia was here; its tables that belong to somebody else. */
  installed: boolean
  foreign: string[]
}

/** Looks at rights, roles, extension and tables; `login` is the role that the app logs in as. */
export async function readFacts(sql: Sql, login: string): Promise<DatabaseFacts | undefined> {
  const [row] = await sql.query<{ facts: DatabaseFacts }>(facts, [login])
  return row?.facts
}

const facts = `
select json_build_object(
  'database', current_database(), 'role', me.rolname, 'superuser', me.rolsuper,
  'createsRoles', me.rolsuper or me.rolcreaterole,
  'createsSchemas', has_database_privilege(current_database(), 'create'),
  'readOnly', pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on',
  'vectors', case when exists (select from pg_extension where extname = 'vector') then 'there'
    when exists (select from pg_available_extensions where name = 'vector') then 'available' else 'missing' end,
  'roles', (select coalesce(json_agg(json_build_object('name', rolname, 'superuser', rolsuper, 'bypass', rolbypassrls)), '[]')
    from pg_roles where rolname = $1 or rolname like 'loggia\\_%'),
  -- Asked of the catalogue, for to_regclass fails where the schema may not be used.
  'installed', exists (select from pg_tables where schemaname = 'loggia' and tablename = 'migrations'),
  'foreign', array(
    select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('loggia', 'auth', 'jobs') and c.relkind in ('r', 'p') and not pg_has_role(c.relowner, 'usage')
    order by 1)
) as facts from pg_roles me where me.rolname = current_user`

/** A vector space that stored rows live in. */
export interface StoredSpace {
  embedder: string
  dimensions: number
  rows: number
}

/** Which embedders made the stored vectors, of all workspaces. */
export const readSpaces = (sql: Sql): Promise<StoredSpace[]> =>
  sql.query(`select embedder, dimensions, count(*) as rows from (
    select embedder, dimensions from loggia.memories union all select embedder, dimensions from loggia.chunks
  ) as stored group by embedder, dimensions order by count(*) desc, embedder, dimensions`)
