-- Conversations, their messages and files, and the runs that answer them.
create table loggia.conversations (
  workspace_id text not null,
  id text not null,
  agent_id text not null,
  user_id text not null,
  title text not null default '',
  -- The name another protocol's client gave it (an AG-UI thread, a chat of the AI SDK).
  foreign_key text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, user_id, agent_id, foreign_key),
  foreign key (workspace_id, agent_id) references loggia.agents on delete cascade
);
create index conversations_by_use on loggia.conversations (workspace_id, user_id, updated_at desc, id);
select loggia.protect_tenant_table('loggia.conversations');

create table loggia.messages (
  workspace_id text not null,
  id text not null,
  conversation_id text not null,
  role text not null check (role in ('user', 'agent')),
  parts jsonb not null,
  -- The text alone, for search.
  content text not null,
  run_id text,
  -- Counts up within the whole table: the order in which messages were stored.
  position bigint generated always as identity,
  -- Left the conversation by a retry; kept, never shown to the model again.
  replaced boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references loggia.conversations on delete cascade
);
create index messages_in_order on loggia.messages (workspace_id, conversation_id, position);
select loggia.protect_tenant_table('loggia.messages');

create table loggia.files (
  workspace_id text not null,
  id text not null,
  conversation_id text not null,
  name text not null,
  media_type text not null,
  bytes integer not null,
  content bytea not null,
  -- What the model reads of it; null for images.
  extracted text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references loggia.conversations on delete cascade
);
select loggia.protect_tenant_table('loggia.files');

create table loggia.summaries (
  workspace_id text not null,
  id text not null,
  conversation_id text not null,
  -- Stands for every message up to and including this position.
  through_position bigint not null,
  content text not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references loggia.conversations on delete cascade
);
create index summaries_by_conversation on loggia.summaries (workspace_id, conversation_id, through_position desc);
select loggia.protect_tenant_table('loggia.summaries');

create table loggia.runs (
  workspace_id text not null,
  id text not null,
  conversation_id text not null,
  agent_id text not null,
  user_id text not null,
  -- The user's message that it answers.
  message_id text not null,
  parent_run_id text,
  status text not null check (status in ('queued', 'running', 'finished', 'interrupted', 'failed', 'cancelled')),
  epoch integer not null default 1,
  node_id text not null,
  cancel_requested boolean not null default false,
  provider text,
  model text,
  usage jsonb not null default '{}',
  cost_usd double precision,
  steps integer not null default 0,
  first_token_ms double precision,
  error jsonb,
  -- What the chain of runs before this one has used of the budget.
  spent jsonb not null default '{}',
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references loggia.conversations on delete cascade
);
create index runs_by_conversation on loggia.runs (workspace_id, conversation_id, started_at);
create unique index one_live_run on loggia.runs (workspace_id, conversation_id) where status = 'running';
create index runs_alive on loggia.runs (node_id) where status in ('running', 'queued');
select loggia.protect_tenant_table('loggia.runs');

create table loggia.run_events (
  workspace_id text not null,
  run_id text not null,
  epoch integer not null,
  first_seq integer not null,
  last_seq integer not null,
  -- One event of JSON a line.
  events text not null,
  primary key (workspace_id, run_id, first_seq)
);
select loggia.protect_tenant_table('loggia.run_events');

-- Not a foreign key: that would look up the run for every batch of every live run, many times a second.
create function loggia.forget_run_events() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  delete from loggia.run_events e using gone where e.workspace_id = gone.workspace_id and e.run_id = gone.id;
  return null;
end $$;
create trigger forget_run_events after delete on loggia.runs
  referencing old table as gone for each statement execute function loggia.forget_run_events();

create table loggia.approvals (
  workspace_id text not null,
  id text not null,
  run_id text not null,
  conversation_id text not null,
  tool_call_id text not null,
  tool_name text not null,
  input jsonb not null,
  status text not null default 'open' check (status in ('open', 'approved', 'denied')),
  note text,
  answered_by text,
  created_at timestamptz not null default now(),
  answered_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, run_id) references loggia.runs on delete cascade
);
create index approvals_open on loggia.approvals (workspace_id, conversation_id) where status = 'open';
select loggia.protect_tenant_table('loggia.approvals');

-- Across walls, 1: the log's group commit. Runs as loggia_log, which may insert here and nothing else.
grant insert on loggia.run_events to loggia_log;
create policy group_commit on loggia.run_events for insert to loggia_log with check (true);
create function loggia.append_run_events(
  workspaces text[], runs text[], epochs integer[], firsts integer[], lasts integer[], lines text[]
) returns void language sql set search_path = pg_catalog as $$
  insert into loggia.run_events (workspace_id, run_id, epoch, first_seq, last_seq, events)
  select * from unnest(workspaces, runs, epochs, firsts, lasts, lines)
$$;
select loggia.hand_over('loggia.append_run_events(text[], text[], integer[], integer[], integer[], text[])', 'loggia_log');

-- Across walls, 2: which runs belong to nodes that died. Tells ids only, changes nothing.
create table loggia.nodes (
  id text primary key,
  host text not null,
  pid integer not null,
  heartbeat_at timestamptz not null default now()
);
select loggia.protect_instance_table('loggia.nodes', 'system');

select loggia.door_may('loggia.runs', 'select'), loggia.door_may('loggia.nodes', 'select');
create function loggia.dead_runs(silent_seconds double precision)
returns table (workspace_id text, run_id text) language sql stable set search_path = pg_catalog as $$
  select r.workspace_id, r.id from loggia.runs r
  where r.status in ('running', 'queued') and not exists (
    select 1 from loggia.nodes n
    where n.id = r.node_id and n.heartbeat_at > now() - make_interval(secs => silent_seconds))
$$;
select loggia.hand_over('loggia.dead_runs(double precision)', 'loggia_door');
