import type { Sql } from '@loggia/core/platform'

/** The migrations that ran in a database; none where Loggia never was. */
export async function readApplied(sql: Sql): Promise<{ name: string; checksum: string }[]> {
  const [there] = await sql.query<{ there: boolean }>(
    "select to_regclass('loggia.migrations') is not null as there",
  )
  if (!there?.there) return []
  return sql.query('select name, checksum from loggia.migrations order by name')
}

/** What a server has of what an instance needs, as the role that sets up sees it. */
export interface ServerFacts {
  /** Postgres' major version. */
  version: number
  role: string
  superuser: boolean
  createsRoles: boolean
  createsDatabases: boolean
  /** The roles of ours that are there, and those that this role administers. */
  roles: string[]
  administers: string[]
  owner?: { superuser: boolean; createsRoles: boolean; administers: string[] } | undefined
  database?: { owner: string; ownerMayCreate: boolean; mayCreate: boolean } | undefined
  vector: 'there' | 'available' | 'missing'
  vectorTrusted: boolean
}

/** Looks at roles, database and the extensions that the server offers. */
export async function readServer(sql: Sql, owner: string, database: string): Promise<ServerFacts> {
  const [row] = await sql.query<{ facts: ServerFacts }>(serverFacts, [owner, database])
  if (!row) throw new Error('The server says nothing about the role that is signed in.')
  const { owner: role, database: place, ...rest } = row.facts
  return { ...rest, owner: role ?? undefined, database: place ?? undefined }
}

/** Whether pgvector is in the database of this connection. */
export async function hasVector(sql: Sql): Promise<boolean> {
  return (await sql.query("select from pg_extension where extname = 'vector'")).length > 0
}

const administered = (role: string) => `array(
  select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
  where m.member = ${role}.oid and m.admin_option and r.rolname like 'loggia\\_%')`

const serverFacts = `
select json_build_object(
  'version', current_setting('server_version_num')::int / 10000,
  'role', me.rolname, 'superuser', me.rolsuper, 'createsRoles', me.rolcreaterole, 'createsDatabases', me.rolcreatedb,
  'roles', array(select rolname from pg_roles where rolname like 'loggia\\_%'),
  'administers', ${administered('me')},
  'owner', (select json_build_object('superuser', o.rolsuper, 'createsRoles', o.rolcreaterole,
    'administers', ${administered('o')}) from pg_roles o where o.rolname = $1),
  'database', (select json_build_object('owner', pg_get_userbyid(d.datdba),
    'ownerMayCreate', coalesce((select has_database_privilege(o.oid, d.oid, 'create') from pg_roles o where o.rolname = $1), false),
    'mayCreate', has_database_privilege(d.oid, 'create')) from pg_database d where d.datname = $2),
  'vector', case when exists (select from pg_available_extensions where name = 'vector') then 'available' else 'missing' end,
  'vectorTrusted', coalesce((select bool_or(trusted) from pg_available_extension_versions where name = 'vector'), false)
) as facts from pg_roles me where me.rolname = current_user`
