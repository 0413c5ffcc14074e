import { LoggiaError } from '@loggia/contract'
import type pg from 'pg'
import { appRole } from './roles.ts'
import { doors, instanceTables, tenantTables } from './tables.ts'

/** What the catalogue says about the walls, as the app's own login sees it. */
export interface WallFacts {
  role: {
    name: string
    session: string
    superuser: boolean
    bypass: boolean
    inherits: string[]
    owns: string[]
  }
  tables: {
    name: string
    kind: string
    forced: boolean
    granted: boolean
    policies: {
      name: string
      permissive: boolean
      reaches: boolean
      using: string | null
      check: string | null
    }[]
  }[]
  definers: string[]
  seesAuth: boolean
}

const tenantRule = "(workspace_id = current_setting('loggia.workspace_id'::text, true))"

/** One sentence per opening in the walls; empty when they hold. */
export function findOpenings(facts: WallFacts): string[] {
  return [...roleOpenings(facts), ...facts.tables.flatMap(tableOpenings), ...functionOpenings(facts)]
}

function roleOpenings({ role, seesAuth }: WallFacts): string[] {
  const found: string[] = []
  if (role.name !== role.session) found.push(`The connection acts as ${role.name} but is ${role.session}.`)
  if (role.superuser) found.push(`The login ${role.name} is a superuser; use ${appRole}.`)
  if (role.bypass) found.push(`The login ${role.name} may bypass row level security.`)
  if (role.superuser) return found
  for (const other of role.inherits) found.push(`The login ${role.name} inherits what ${other} may do.`)
  for (const thing of role.owns) found.push(`The login ${role.name} owns ${thing}.`)
  if (seesAuth) found.push(`The login ${role.name} sees the schema auth without taking the role for it.`)
  return found
}

function tableOpenings(table: WallFacts['tables'][number]): string[] {
  const tenant = tenantTables.includes(table.name)
  const policies = instanceTables[table.name]
  if (!tenant && !policies) {
    return [
      `Table loggia.${table.name} is neither a tenant nor an instance table; list it in platform/tables.ts.`,
    ]
  }
  if (table.kind !== 'r' && table.kind !== 'p') return [`loggia.${table.name} is not a plain table.`]
  if (policies?.includes('none'))
    return table.granted ? [`Table loggia.${table.name} is granted to the app.`] : []
  if (!table.forced) return [`Table loggia.${table.name} does not force row level security.`]
  const reaching = table.policies.filter(policy => policy.reaches)
  if (tenant) {
    if (reaching.length === 0) return [`Tenant table loggia.${table.name} has no policy.`]
    return reaching
      .filter(policy => policy.permissive && (policy.using !== tenantRule || policy.check !== tenantRule))
      .map(policy => `Policy "${policy.name}" opens tenant table loggia.${table.name}.`)
  }
  const missing = policies?.filter(name => !reaching.some(policy => policy.name === name)) ?? []
  const extra = reaching.filter(policy => !policies?.includes(policy.name))
  return [
    ...missing.map(name => `Instance table loggia.${table.name} lacks its policy "${name}".`),
    ...extra.map(policy => `Policy "${policy.name}" of instance table loggia.${table.name} is not listed.`),
  ]
}

const functionOpenings = ({ definers }: WallFacts) =>
  definers
    .filter(name => !Object.hasOwn(doors, name))
    .map(
      name =>
        `Function loggia.${name} runs with other rights than its caller's; list it in platform/tables.ts.`,
    )

/** Refuses with `database_unsafe` when a wall is open; answers whether pgvector is there. One round trip. */
export async function checkWalls(client: pg.Client): Promise<boolean> {
  const [row] = (await client.query<{ facts: WallFacts; vectors: boolean }>(catalogue)).rows
  const openings = row ? findOpenings(row.facts) : ['The catalogue cannot be read.']
  if (openings.length > 0) throw new LoggiaError('database_unsafe', { detail: openings.join(' ') })
  return row?.vectors ?? false
}

const catalogue = `
with me as (select oid, rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user)
select exists (select from pg_extension where extname = 'vector') as vectors, json_build_object(
  'role', (select json_build_object(
    'name', rolname, 'session', session_user, 'superuser', rolsuper, 'bypass', rolbypassrls,
    'inherits', array(
      select other.rolname from pg_roles other
      where other.oid <> me.oid and pg_has_role(me.oid, other.oid, 'usage') order by 1),
    'owns', array(
      select c.oid::regclass::text from pg_class c where c.relowner = me.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
      union all select p.oid::regprocedure::text from pg_proc p where p.proowner = me.oid
      union all select n.nspname from pg_namespace n where n.nspowner = me.oid)
  ) from me),
  'tables', (select coalesce(json_agg(json_build_object(
    'name', c.relname, 'kind', c.relkind, 'forced', c.relrowsecurity and c.relforcerowsecurity,
    'granted', has_table_privilege(c.oid, 'select, insert, update, delete, truncate'),
    'policies', (select coalesce(json_agg(json_build_object(
      'name', p.polname, 'permissive', p.polpermissive,
      'reaches', 0 = any (p.polroles) or me.oid = any (p.polroles),
      'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)
    )), '[]') from pg_policy p where p.polrelid = c.oid)
  ) order by c.relname), '[]')
  from pg_class c, me
  where c.relnamespace = 'loggia'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')),
  'definers', array(
    select p.proname from pg_proc p where p.pronamespace = 'loggia'::regnamespace and p.prosecdef order by 1),
  'seesAuth', has_schema_privilege('auth', 'usage')
) as facts`
