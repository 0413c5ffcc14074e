-- People of the instance: who is suspended, and what an operator and they themselves may do with their logins.

alter table loggia.users add column suspended_at timestamptz;

-- As before, and nobody who is suspended is anybody.
create or replace function loggia.identify_session(session_token text, wanted text default null)
returns table (user_id text, email text, name text, staff text[], workspace_id text, slug text, workspace_name text, role text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select u.id, u.email, u.name, u.staff, w.id, w.slug, w.name, w.role
  from auth."session" s
  join loggia.users u on u.id = s."userId"
  left join lateral (
    select w.id, w.slug, w.name, m.role from loggia.members m join loggia.workspaces w on w.id = m.workspace_id
    where m.user_id = u.id and (wanted is null or w.id = wanted or w.slug = wanted)
    order by m.created_at, w.id limit 1
  ) w on true
  where s.token = session_token and s."expiresAt" > now() and u.suspended_at is null;
end $$;
select loggia.hand_over('loggia.identify_session(text, text)', 'loggia_door');

create or replace function loggia.identify_key(key_hash text)
returns table (key_id text, scopes text[], agent_ids text[], user_id text, email text, name text, staff text[],
  workspace_id text, slug text, workspace_name text, role text)
language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  known record;
begin
  select k.id as key, k.workspace_id as workspace, k.scopes, k.agent_ids, k.last_used_at,
    u.id as person, u.email, u.name, u.staff, w.slug, w.name as workspace_name, m.role
  into known
  from loggia.api_keys k
  join loggia.members m on m.workspace_id = k.workspace_id and m.user_id = k.user_id
  join loggia.users u on u.id = k.user_id
  join loggia.workspaces w on w.id = k.workspace_id
  where k.hash = key_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
    and u.suspended_at is null;
  if not found then return; end if;
  -- At most once a minute, so that reading stays reading.
  if known.last_used_at is null or known.last_used_at < now() - interval '1 minute' then
    update loggia.api_keys set last_used_at = now() where workspace_id = known.workspace and id = known.key;
  end if;
  return query select known.key, known.scopes, known.agent_ids, known.person, known.email, known.name, known.staff,
    known.workspace, known.slug, known.workspace_name, known.role;
end $$;
select loggia.hand_over('loggia.identify_key(text)', 'loggia_door');

-- Logins lie in the schema auth, which a transaction of the app does not see. These five let one transaction
-- change a login and write down that it did. The token of a session never leaves.
grant select, delete on auth."session" to loggia_door;
grant select, delete on auth."user" to loggia_door;
grant select, delete on auth."verification" to loggia_door;
grant select, update on auth."account" to loggia_door;

create function loggia.sessions_of(member_id text, present_token text default null)
returns table (id text, created_at timestamptz, seen_at timestamptz, expires_at timestamptz, user_agent text, present boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select s.id, s."createdAt", s."updatedAt", s."expiresAt", s."userAgent", coalesce(s.token = present_token, false)
  from auth."session" s where s."userId" = member_id and s."expiresAt" > now()
  order by s."createdAt" desc, s.id;
end $$;
select loggia.hand_over('loggia.sessions_of(text, text)', 'loggia_door');

-- Ends one session of somebody, or all, or all but the one with this token; the ids of those that it ended.
create function loggia.end_sessions(member_id text, only_id text default null, but_token text default null)
returns setof text language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  return query
  delete from auth."session" s
  where s."userId" = member_id and (only_id is null or s.id = only_id) and (but_token is null or s.token <> but_token)
  returning s.id;
end $$;
select loggia.hand_over('loggia.end_sessions(text, text, text)', 'loggia_door');

create function loggia.ways_in_of(member_id text)
returns table (way text, created_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select a."providerId", a."createdAt" from auth."account" a where a."userId" = member_id order by a."createdAt", a.id;
end $$;
select loggia.hand_over('loggia.ways_in_of(text)', 'loggia_door');

-- The password opens nothing any more, nor does a link that was sent to change it.
create function loggia.forget_password(member_id text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update auth."account" set password = null where "userId" = member_id and "providerId" = 'credential';
  delete from auth."verification" where value = member_id;
end $$;
select loggia.hand_over('loggia.forget_password(text)', 'loggia_door');

create function loggia.forget_login(member_id text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth."verification" where value = member_id;
  delete from auth."user" where id = member_id;
end $$;
select loggia.hand_over('loggia.forget_login(text)', 'loggia_door');
