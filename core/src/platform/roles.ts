import { createHmac } from 'node:crypto'
import { LoggiaError } from '@loggia/contract'
import pg from 'pg'
import type { Database, Sql, Statement } from './database.ts'
import { type MigrationFile, migrate } from './migrations.ts'
import { asDatabaseError, runTransaction } from './statements.ts'

/** The role the app logs in as: it owns nothing, inherits nothing, and cannot bypass a policy. */
export const appRole = 'loggia_app'

/** Every role that the migrations make, and whether it may log in. They belong to the whole server. */
export const rolesOfOurs = {
  loggia_app: 'login',
  loggia_auth: 'nologin',
  loggia_log: 'nologin',
  loggia_door: 'nologin',
} as const

/**
 * The URL of the app's login beside the owner's. The password follows from the owner's by HMAC, so that
 * every node derives the same and nobody has to keep it; it is set when a login with it fails.
 */
export async function appUrl(owner: pg.Client, ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl)
  const password = url.password === '' ? '' : derivedPassword(url)
  url.username = appRole
  url.password = password
  if (await canLogin(url.href)) return url.href
  if (password === '') {
    throw new LoggiaError('database_unsafe', {
      detail: `DATABASE_URL has no password to derive the login of ${appRole} from, and the server asks for one. Give that role a password and set APP_DATABASE_URL.`,
    })
  }
  await owner.query(`alter role ${appRole} password ${pg.escapeLiteral(password)}`)
  return url.href
}

const derivedPassword = (owner: URL) =>
  createHmac('sha256', decodeURIComponent(owner.password))
    .update(`${appRole}:${decodeURIComponent(owner.username)}`)
    .digest('base64url')

async function canLogin(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    // 28P01 and 28000: the password is wrong, or the role may not log in like that.
    if (error instanceof pg.DatabaseError && error.code?.startsWith('28')) return false
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * A session with the owner's rights, for what stands outside all walls: migrating, setting up, backing up
 * and restoring. Never a request's.
 */
export interface Owner {
  readonly engine: Database['engine']
  /** One view of everything at one moment, of every workspace; nothing can be written in it. */
  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Commits when `work` returns, rolls back when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** One statement outside any transaction, as making a database needs it. */
  run(text: string): Promise<void>
  /** Brings the schema up to date; how many migrations ran. */
  migrate(files: readonly MigrationFile[]): Promise<number>
  close(): Promise<void>
}

/** How values are written as text: the same on every server, exact to the last digit, with full names of types. */
const exactText: readonly Statement[] = [
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'postgres'",
  "set local bytea_output = 'hex'",
  'set local extra_float_digits = 3',
  'set local search_path = pg_catalog, pg_temp',
  'set local enable_seqscan = on',
].map(text => ({ text }))

/** One consistent reading of the database on this client; `first` is what takes the owner's rights, where it has not got them. */
export const readSnapshot = <T>(
  client: pg.Client,
  work: (sql: Sql) => Promise<T>,
  first: readonly Statement[] = [],
): Promise<T> =>
  runTransaction(
    client,
    [{ text: 'set transaction isolation level repeatable read, read only' }, ...first, ...exactText],
    work,
  )

/** The owner's session over a client that is connected with the owner's rights. */
export function ownerOver(engine: Database['engine'], client: pg.Client, close: () => Promise<void>): Owner {
  return {
    engine,
    async snapshot(work) {
      await seeEveryRow(client)
      return readSnapshot(client, work)
    },
    transaction: work => runTransaction(client, exactText, work),
    run: text =>
      client.query(text).then(
        () => undefined,
        error => {
          throw asDatabaseError(error)
        },
      ),
    migrate: files =>
      migrate(client, files).catch(error => {
        throw asDatabaseError(error)
      }),
    close,
  }
}

interface Hiding {
  name: string
  owned: boolean
}

/**
 * Forced row security hides rows from an owner who is no superuser too. A policy of the owner's own, which
 * reaches nobody else, lets it read; what stays hidden refuses the reading instead of thinning it out.
 */
async function seeEveryRow(client: pg.Client): Promise<void> {
  const look = async () => (await client.query<Hiding>(hiding)).rows
  for (const { name, owned } of await look()) {
    if (!owned) continue
    // Whoever owned the tables before may have left one; nobody waits long for the lock that this takes.
    await runTransaction(client, [{ text: "set local lock_timeout = '10s'" }], async sql => {
      await sql.query(`drop policy if exists ${ownerPolicy} on ${name}`)
      await sql.query(`create policy ${ownerPolicy} on ${name} for select to current_user using (true)`)
    })
  }
  const hidden = await look()
  if (hidden.length === 0) return
  throw new LoggiaError('database_rights', {
    detail: `Row security hides ${hidden.map(({ name }) => name).join(', ')} from this role. Connect as the owner of the tables.`,
  })
}

const ownerPolicy = 'owner_reads'

const hiding = `
select format('%I.%I', n.nspname, c.relname) as name, pg_has_role(c.relowner, 'usage') as owned
from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles me
where me.rolname = current_user and not me.rolsuper and not me.rolbypassrls
  and n.nspname in ('loggia', 'auth', 'jobs') and c.relkind in ('r', 'p') and c.relrowsecurity
  and (c.relforcerowsecurity or not pg_has_role(c.relowner, 'usage'))
  and not exists (
    select from pg_policy p where p.polrelid = c.oid and p.polname = '${ownerPolicy}' and p.polpermissive
      and p.polcmd = 'r' and me.oid = any (p.polroles) and pg_get_expr(p.polqual, p.polrelid) = 'true')
order by 1`
