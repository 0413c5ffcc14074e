-- Roles belong to the whole cluster, so another database may have made them, or may be making them now.
do $$
declare
  wanted record;
begin
  for wanted in select * from (values
    ('loggia_app', 'login'),     -- what the app logs in as
    ('loggia_auth', 'nologin'),  -- the schema auth, taken for as long as a transaction of the sign-in lasts
    ('loggia_log', 'nologin'),   -- appends to the run log of any workspace, and can do nothing else
    ('loggia_door', 'nologin')   -- owns the closed list of functions that look across walls
  ) as roles (name, login)
  loop
    begin
      if to_regrole(wanted.name) is null then
        execute format('create role %I %s noinherit', wanted.name, wanted.login);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  -- The owner hands functions over to these two, for which it must be a member.
  if not pg_has_role(current_user, 'loggia_log', 'member') then execute format('grant loggia_log to %I', current_user); end if;
  if not pg_has_role(current_user, 'loggia_door', 'member') then execute format('grant loggia_door to %I', current_user); end if;
  if not pg_has_role('loggia_app', 'loggia_auth', 'member') then grant loggia_auth to loggia_app; end if;
end $$;

create schema if not exists auth;
grant usage on schema auth to loggia_auth, loggia_door;
grant usage on schema loggia to loggia_app, loggia_log, loggia_door;

do $$ begin
  if exists (select from pg_available_extensions where name = 'vector') then
    create extension if not exists vector;
  end if;
exception when insufficient_privilege then raise notice 'pgvector is there, but only a superuser may create it';
end $$;

-- Closes a table to one workspace per transaction. No binding, no rows: '' is nobody's workspace.
create function loggia.protect_tenant_table(target regclass, privileges text default 'select, insert, update, delete')
returns void language plpgsql set search_path = pg_catalog as $$
begin
  execute format('alter table %s enable row level security, force row level security', target);
  execute format('alter table %s add constraint workspace_named check (workspace_id <> '''')', target);
  execute format('create policy tenant on %s
    using (workspace_id = current_setting(''loggia.workspace_id'', true))
    with check (workspace_id = current_setting(''loggia.workspace_id'', true))', target);
  execute format('grant %s on %s to loggia_app', privileges, target);
end $$;

-- Closes a table of the instance; each kind becomes a policy of that name:
--   public_read     anyone may read
--   bound           the row whose id is the bound workspace
--   system          a transaction that no workspace is bound to
--   system:<job>    a transaction that says it is that job (asSystem in core/src/platform/database.ts)
create function loggia.protect_instance_table(target regclass, variadic kinds text[])
returns void language plpgsql set search_path = pg_catalog as $$
declare
  kind text;
begin
  execute format('alter table %s enable row level security, force row level security', target);
  execute format('grant select, insert, update, delete on %s to loggia_app', target);
  foreach kind in array kinds loop
    if kind = 'public_read' then
      execute format('create policy public_read on %s for select using (true)', target);
    elsif kind = 'bound' then
      execute format('create policy bound on %s using (id = current_setting(''loggia.workspace_id'', true))', target);
    elsif kind = 'system' then
      execute format('create policy system on %s using (coalesce(current_setting(''loggia.workspace_id'', true), '''') = '''')',
        target);
    elsif kind like 'system:%' then
      execute format('create policy %I on %s using (current_setting(''loggia.system'', true) = %L)',
        kind, target, split_part(kind, ':', 2));
    else
      raise exception 'no such kind of policy: %', kind;
    end if;
  end loop;
end $$;

-- Lets a function that the app may call run with the rights of a narrow role instead of the caller's.
create function loggia.hand_over(target regprocedure, new_owner text)
returns void language plpgsql set search_path = pg_catalog as $$
begin
  execute format('alter function %s security definer', target);
  execute format('revoke all on function %s from public', target);
  execute format('grant execute on function %s to loggia_app', target);
  execute format('grant create on schema loggia to %I', new_owner);
  execute format('alter function %s owner to %I', target, new_owner);
  execute format('revoke create on schema loggia from %I', new_owner);
end $$;

-- What the functions of loggia_door may do with a table, in every workspace.
create function loggia.door_may(target regclass, privileges text)
returns void language plpgsql set search_path = pg_catalog as $$
begin
  execute format('grant %s on %s to loggia_door', privileges, target);
  if not exists (select from pg_policy where polrelid = target and polname = 'door') then
    execute format('create policy door on %s to loggia_door using (true) with check (true)', target);
  end if;
end $$;

revoke all on function loggia.protect_tenant_table(regclass, text), loggia.protect_instance_table(regclass, text[]),
  loggia.hand_over(regprocedure, text), loggia.door_may(regclass, text) from public;

create table loggia.instance_settings (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
select loggia.protect_instance_table('loggia.instance_settings', 'public_read', 'system:settings');

-- Milestones of the instance (instance.created, first.reply): where its metrics start from.
create table loggia.instance_events (
  name text not null,
  at timestamptz not null default now(),
  data jsonb not null default '{}',
  id bigint generated always as identity primary key
);
create index on loggia.instance_events (name, at);
select loggia.protect_instance_table('loggia.instance_events', 'system:events');
revoke update, delete on loggia.instance_events from loggia_app;
