-- Agents and their draft definitions.
create table loggia.agents (
  workspace_id text not null,
  id text not null,
  handle text not null,
  source text not null check (source in ('app', 'code')),
  definition jsonb not null,
  hash text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, handle)
);
select loggia.protect_tenant_table('loggia.agents');
