-- The audit log says from where and with what outcome, its chains have heads, and the instance has a chain of
-- its own. Secrets are sealed with a key of their workspace, and an agent may have secrets of its own.

-- SHA-256 over each field's length in bytes and the field, so that no two lists of fields read the same.
create function loggia.chain_hash(variadic fields text[]) returns text
language sql immutable set search_path = pg_catalog as $$
  select encode(sha256(convert_to(
    string_agg(octet_length(convert_to(field, 'UTF8')) || ':' || field, '' order by position), 'UTF8')), 'hex')
  from unnest(fields) with ordinality as listed (field, position)
$$;

-- Format 1 is how entries were hashed before this migration: their new columns say nothing.
alter table loggia.audit_entries
  add column format smallint not null default 1,
  add column origin text not null default '',
  add column request_id text not null default '',
  add column outcome text not null default 'allowed' check (outcome in ('allowed', 'denied'));

-- The last entry of each chain, in a place of its own: a log that lost its end does not fit it.
create table loggia.audit_heads (
  workspace_id text not null primary key references loggia.workspaces on delete cascade,
  sequence bigint not null,
  hash text not null
);
alter table loggia.audit_entries no force row level security;
alter table loggia.workspaces no force row level security;
insert into loggia.audit_heads (workspace_id, sequence, hash)
  select distinct on (e.workspace_id) e.workspace_id, e.sequence, e.hash
  from loggia.audit_entries e join loggia.workspaces w on w.id = e.workspace_id
  order by e.workspace_id, e.sequence desc;
alter table loggia.workspaces force row level security;
alter table loggia.audit_entries force row level security;
select loggia.protect_tenant_table('loggia.audit_heads', 'select, insert, update');

-- Adds an entry to the chain of the workspace that is bound. Writing the head is what makes others wait.
create function loggia.record_audit(chain text, at_ms bigint, actor text, action text, subject text, data text,
  origin text, request_id text, outcome text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  place bigint;
  former text;
  latest text;
begin
  insert into loggia.audit_heads as h (workspace_id, sequence, hash) values (chain, 1, repeat('0', 64))
    on conflict (workspace_id) do update set sequence = h.sequence + 1
    returning h.sequence, h.hash into place, former;
  latest := loggia.chain_hash('2', former, chain, place::text, (at_ms * 1000)::text, actor, action, subject, data,
    origin, request_id, outcome);
  insert into loggia.audit_entries (workspace_id, sequence, at, actor, action, subject, data,
      previous_hash, hash, format, origin, request_id, outcome)
    values (chain, place, to_timestamp(at_ms / 1000.0), actor, action, subject, data,
      former, latest, 2, origin, request_id, outcome);
  update loggia.audit_heads h set hash = latest where h.workspace_id = chain;
end $$;

-- What was done to the instance: settings, people, deleted workspaces, refused logins.
create table loggia.instance_audit_entries (
  sequence bigint not null primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  data text not null,
  previous_hash text not null,
  hash text not null,
  format smallint not null,
  origin text not null,
  request_id text not null,
  outcome text not null check (outcome in ('allowed', 'denied'))
);
select loggia.protect_instance_table('loggia.instance_audit_entries', 'system:audit');
revoke update, delete on loggia.instance_audit_entries from loggia_app;

create table loggia.instance_audit_head (
  id boolean not null primary key default true check (id),
  sequence bigint not null,
  hash text not null
);
select loggia.protect_instance_table('loggia.instance_audit_head', 'system:audit');
revoke delete on loggia.instance_audit_head from loggia_app;

-- The same for the chain of the instance, from any transaction: what else it may touch is as before afterwards.
create function loggia.record_instance_audit(at_ms bigint, actor text, action text, subject text, data text,
  origin text, request_id text, outcome text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  job text := coalesce(current_setting('loggia.system', true), '');
  place bigint;
  former text;
  latest text;
begin
  perform set_config('loggia.system', 'audit', true);
  insert into loggia.instance_audit_head as h (sequence, hash) values (1, repeat('0', 64))
    on conflict (id) do update set sequence = h.sequence + 1
    returning h.sequence, h.hash into place, former;
  latest := loggia.chain_hash('2', former, 'instance', place::text, (at_ms * 1000)::text, actor, action, subject, data,
    origin, request_id, outcome);
  insert into loggia.instance_audit_entries (sequence, at, actor, action, subject, data,
      previous_hash, hash, format, origin, request_id, outcome)
    values (place, to_timestamp(at_ms / 1000.0), actor, action, subject, data,
      former, latest, 2, origin, request_id, outcome);
  update loggia.instance_audit_head h set hash = latest;
  perform set_config('loggia.system', job, true);
end $$;

-- A chain that has a first entry cannot be emptied without a trace.
select loggia.record_instance_audit((extract(epoch from now()) * 1000)::bigint, 'system', 'audit.began', 'instance',
  '{}', '', '', 'allowed');

-- Keys that seal what a workspace keeps secret, themselves sealed with the instance's key. The newest seals.
create table loggia.data_keys (
  workspace_id text not null references loggia.workspaces on delete cascade,
  id text not null,
  purpose text not null,
  wrapped jsonb not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
select loggia.protect_tenant_table('loggia.data_keys', 'select, insert, update');

-- What an agent has of its own wins over what its workspace has under the same name.
create table loggia.agent_secrets (
  workspace_id text not null,
  agent_id text not null,
  name text not null,
  envelope jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, agent_id, name),
  foreign key (workspace_id, agent_id) references loggia.agents on delete cascade
);
select loggia.protect_tenant_table('loggia.agent_secrets');

-- Across walls: which workspaces still have something sealed with another key than this one. Ids only.
select loggia.door_may('loggia.data_keys', 'select (workspace_id, wrapped)'),
  loggia.door_may('loggia.secrets', 'select (workspace_id, envelope)');
create function loggia.workspaces_to_rotate(current_key text)
returns table (workspace_id text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select k.workspace_id from loggia.data_keys k where k.wrapped ->> 'keyId' <> current_key
  union select s.workspace_id from loggia.secrets s where s.envelope ->> 'version' = '1'
  order by 1;
end $$;
select loggia.hand_over('loggia.workspaces_to_rotate(text)', 'loggia_door');
