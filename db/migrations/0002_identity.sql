-- Who there is, who may do what, and what was done.

-- better-auth's tables (compileMigrations, e-mail and password). Only loggia_auth sees them.
create table auth."user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create table auth."session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references auth."user" ("id") on delete cascade);
create table auth."account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references auth."user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table auth."verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create index "session_userId_idx" on auth."session" ("userId");
create index "account_userId_idx" on auth."account" ("userId");
create index "verification_identifier_idx" on auth."verification" ("identifier");
grant select, insert, update, delete on all tables in schema auth to loggia_auth;

-- The id is that of auth."user". Inside a workspace only its members are seen.
create table loggia.users (
  id text primary key,
  email text not null unique,
  name text not null,
  staff text[] not null default '{}' check (staff <@ array['operator', 'moderator', 'support']),
  created_at timestamptz not null default now()
);
select loggia.protect_instance_table('loggia.users', 'system:accounts');

create table loggia.workspaces (
  id text primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?$'),
  name text not null,
  created_at timestamptz not null default now()
);
select loggia.protect_instance_table('loggia.workspaces', 'bound');

create table loggia.members (
  workspace_id text not null references loggia.workspaces on delete cascade,
  user_id text not null references loggia.users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'builder', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index members_by_user on loggia.members (user_id, created_at);
select loggia.protect_tenant_table('loggia.members');
create policy colleague on loggia.users for select
  using (exists (select from loggia.members m where m.user_id = users.id));

create table loggia.api_keys (
  workspace_id text not null,
  id text not null,
  user_id text not null,
  name text not null,
  -- SHA-256 of the key, hex: a key has 190 random bits, so nothing slower is needed.
  hash text not null unique,
  hint text not null,
  scopes text[] not null,
  agent_ids text[],
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, user_id) references loggia.members on delete cascade
);
select loggia.protect_tenant_table('loggia.api_keys');

create table loggia.secrets (
  workspace_id text not null references loggia.workspaces on delete cascade,
  name text not null,
  envelope jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, name)
);
select loggia.protect_tenant_table('loggia.secrets');

-- Append-only: the app may add and read. Each entry's hash covers the one before it.
create table loggia.audit_entries (
  workspace_id text not null,
  sequence bigint not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  -- JSON as it was hashed; jsonb would write it differently.
  data text not null,
  previous_hash text not null,
  hash text not null,
  primary key (workspace_id, sequence)
);
select loggia.protect_tenant_table('loggia.audit_entries', 'select, insert');

-- The one-time link that makes the first user. Only the hash of its code is kept.
create table loggia.setup_codes (
  hash text primary key,
  created_at timestamptz not null default now(),
  claimed_at timestamptz
);
select loggia.protect_instance_table('loggia.setup_codes', 'system:setup');

-- Across walls: who a session or a key is, in one round trip. `wanted` is a workspace's id or slug; without
-- it the oldest membership counts. A workspace one is not in gives the user without a workspace.
select loggia.door_may('loggia.users', 'select'), loggia.door_may('loggia.workspaces', 'select'),
  loggia.door_may('loggia.members', 'select'), loggia.door_may('loggia.api_keys', 'select');
grant update (last_used_at) on loggia.api_keys to loggia_door;
grant select on auth."session" to loggia_door;

create function loggia.identify_session(session_token text, wanted text default null)
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
  where s.token = session_token and s."expiresAt" > now();
end $$;
select loggia.hand_over('loggia.identify_session(text, text)', 'loggia_door');

create function loggia.identify_key(key_hash text)
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
  where k.hash = key_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
  if not found then return; end if;
  -- At most once a minute, so that reading stays reading.
  if known.last_used_at is null or known.last_used_at < now() - interval '1 minute' then
    update loggia.api_keys set last_used_at = now() where workspace_id = known.workspace and id = known.key;
  end if;
  return query select known.key, known.scopes, known.agent_ids, known.person, known.email, known.name, known.staff,
    known.workspace, known.slug, known.workspace_name, known.role;
end $$;
select loggia.hand_over('loggia.identify_key(text)', 'loggia_door');

create function loggia.workspaces_of(member_id text)
returns table (id text, slug text, name text, role text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select w.id, w.slug, w.name, m.role from loggia.members m join loggia.workspaces w on w.id = m.workspace_id
  where m.user_id = member_id order by m.created_at, w.id;
end $$;
select loggia.hand_over('loggia.workspaces_of(text)', 'loggia_door');
