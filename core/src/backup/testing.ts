import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type MigrationFile, type Owner, openPGliteOwner, openPostgresOwner } from '../platform/index.ts'
import { asOwner, emptyPostgres, productMigrations } from '../platform/testing.ts'

/** Every kind of column there could be, beside the tables of the product. */
const odd: MigrationFile = {
  name: '9998_odd',
  checksum: 'odd',
  sql: `create table loggia.odd (
    number bigint generated always as identity (start 7 increment 3), doubled bigint generated always as (count * 2) stored,
    count int not null, at timestamptz, plain timestamp, day date, clock time, span interval, raw bytea, doc jsonb,
    exact numeric, tiny real, large double precision, yes boolean, list text[], grid int[][], kind jobs.job_state,
    padded char(4), short varchar(5), id uuid, net inet, "Odd ""name""" text, primary key (number));
    create sequence loggia.odd_numbers increment 5;
    create function loggia.refuse() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
    create trigger refuse before insert on loggia.odd for each row when (new.count = 0) execute function loggia.refuse();
    alter table loggia.odd enable row level security, force row level security`,
}

export const withOddities = async (): Promise<MigrationFile[]> => [...(await productMigrations()), odd]

const rows = `
insert into loggia.users (id, email, name) values ('usr_a', 'a@x', 'A'), ('usr_b', 'b@x', E'B\\u2028\\r\\n"\\\\ü🎈');
insert into loggia.workspaces (id, slug, name) values ('wsp_a', 'a', 'A'), ('wsp_b', 'b', 'B');
insert into loggia.members (workspace_id, user_id, role) values ('wsp_a', 'usr_a', 'owner'), ('wsp_b', 'usr_b', 'owner');
insert into loggia.secrets (workspace_id, name, envelope) values ('wsp_a', 's', '{"n": 1.10, "big": 1e40}'), ('wsp_b', 's', 'null');
insert into loggia.instance_events (name, at) values ('one', '2026-11-22 12:00:00.123456+00'), ('two', 'infinity');
delete from loggia.instance_events where name = 'two';
insert into auth."user" (id, name, email, "emailVerified", "updatedAt") values ('usr_a', 'A', 'a@x', true, now());
alter table loggia.odd disable trigger refuse;
insert into loggia.odd (count, at, plain, day, clock, span, raw, doc, exact, tiny, large, yes, list, grid, kind, padded, short, id, net, "Odd ""name""")
  values (0, '1999-12-31 23:59:59.999999+05', '0044-03-15 BC', '2026-02-28', '23:59:59.000001', '1 mon -2 days 00:00:00.000001',
    decode('0001fe5c6e0a', 'hex'), '{"a": [1.50, "\\u2028", null], "b": -0.0}', 12345678901234567890.123456789000, 0.1, '-Infinity', false,
    array['', 'NULL', null, 'a,"b\\'], array[[1, 2], [3, null]], 'retry', 'ab', 'five ', '00000000-0000-4000-8000-000000000001', '10.0.0.0/8', ''),
  (21, null, null, null, null, null, '', 'null', 'NaN', 'NaN', 4.9e-324, true, '{}', null, null, null, '', null, '::1', null);
alter table loggia.odd enable trigger refuse;
select nextval('loggia.odd_numbers'), nextval('loggia.odd_numbers')`

/** Two people in two workspaces, and one of everything that is easily lost. */
export async function fillHouse(owner: Owner): Promise<void> {
  await owner.migrate(await withOddities())
  await fillTables(owner)
}

export async function fillTables(owner: Owner): Promise<void> {
  await owner.transaction(async sql => {
    for (const text of rows.split(';\n')) await sql.query(text)
  })
}

/** An owner of an empty embedded database. */
export async function embeddedOwner(): Promise<Owner> {
  const directory = temporaryFolder()
  const owner = await openPGliteOwner({ directory, migrations: [] })
  onTestFinished(() => owner.close())
  return owner
}

/** An owner of an empty Postgres database, as its superuser. */
export async function postgresOwner(): Promise<Owner & { url: string }> {
  const { url, drop } = await emptyPostgres()
  const owner = await openPostgresOwner(url)
  onTestFinished(async () => {
    await owner.close()
    await drop()
  })
  return { ...owner, url }
}

/** An owner as managed Postgres gives one: no superuser, and row security holds for it too. */
export async function plainOwner(): Promise<Owner & { url: string; adminUrl: string; admin: Owner }> {
  const { url, drop } = await emptyPostgres()
  const name = `owner_${randomBytes(6).toString('hex')}`
  await asOwner(url, async admin => {
    await admin.query(`create role ${name} login createrole password 'secret'`)
    await admin.query(`alter database ${new URL(url).pathname.slice(1)} owner to ${name}`)
    const roles = await admin.query<{ name: string }>(
      "select rolname as name from pg_roles where rolname like 'loggia\\_%'",
    )
    for (const role of roles.rows) await admin.query(`grant ${role.name} to ${name} with admin option`)
  })
  const own = new URL(url)
  own.username = name
  own.password = 'secret'
  const owner = await openPostgresOwner(own.href)
  const admin = await openPostgresOwner(url)
  onTestFinished(async () => {
    await owner.close()
    await admin.close()
    await drop()
    await asOwner(process.env.TEST_DATABASE_URL ?? '', async admin => {
      await admin.query(`drop owned by ${name}`)
      await admin.query(`drop role ${name}`)
    })
  })
  return { ...owner, url: own.href, adminUrl: url, admin }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loggia-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Every row of every table as Postgres writes it, generated columns included, and every sequence. */
export function everything(owner: Pick<Owner, 'snapshot'>): Promise<Record<string, string[]>> {
  return owner.snapshot(async sql => {
    const names = await sql.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('loggia', 'auth', 'jobs') and c.relkind in ('r', 'S')`)
    const found: Record<string, string[]> = {}
    for (const { name } of names) {
      const lines = await sql.query<{ line: string }>(
        name.includes('seq') || name.endsWith('odd_numbers')
          ? `select row(last_value, is_called)::text as line from ${name}`
          : `select each::text as line from ${name} each`,
      )
      found[name] = lines.map(({ line }) => line).sort()
    }
    return found
  })
}
