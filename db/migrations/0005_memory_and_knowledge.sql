-- What agents learned in conversations, and the documents they were given.
--
-- Vectors are plain real[] with the id and dimensions of the embedder that made them: stock Postgres has
-- no pgvector, and a table that holds vectors of several sizes is what a change of embedder leaves behind.
-- Where pgvector is installed the stores cast to its type in their queries.
--
-- `terms` holds the words cut by the app (also in scripts without spaces), so that the index does not
-- depend on the database's locale; 'simple' finds words of any language, 'english' their inflected forms.

create table loggia.memories (
  workspace_id text not null,
  id text not null,
  agent_id text not null,
  scope text not null check (scope in ('conversation', 'user', 'agent')),
  conversation_id text, -- only in conversation scope: what outlives a conversation does not hang on it
  user_id text, -- who was talking; null in agent scope and for the anonymous
  key text not null,
  value text not null,
  provenance jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  embedder text not null,
  dimensions integer not null,
  embedding real[], -- null where the embedder knows none of the words
  terms text not null,
  search tsvector not null generated always as (
    to_tsvector('simple'::regconfig, terms) || to_tsvector('english'::regconfig, terms)
  ) stored,
  primary key (workspace_id, id),
  foreign key (workspace_id, agent_id) references loggia.agents on delete cascade,
  foreign key (workspace_id, conversation_id) references loggia.conversations on delete cascade,
  check (scope <> 'conversation' or conversation_id is not null),
  check (scope <> 'user' or user_id is not null)
);
-- One value per key and subject; remembering again replaces it.
create unique index memories_key on loggia.memories (
  workspace_id, agent_id, scope,
  (case scope when 'conversation' then conversation_id when 'user' then user_id else '' end), key
);
create index memories_conversation on loggia.memories (workspace_id, conversation_id);
select loggia.protect_tenant_table('loggia.memories');

create table loggia.documents (
  workspace_id text not null,
  id text not null,
  agent_id text not null,
  title text not null,
  media_type text not null,
  bytes integer not null,
  hash text not null, -- sha-256 of the bytes, in hex
  chunks integer not null,
  added_by text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, agent_id) references loggia.agents on delete cascade
);
create unique index documents_hash on loggia.documents (workspace_id, agent_id, hash);
select loggia.protect_tenant_table('loggia.documents');

create table loggia.chunks (
  workspace_id text not null,
  id text not null,
  document_id text not null,
  agent_id text not null,
  position integer not null, -- 0 is the document's first chunk
  heading text not null, -- path of Markdown headings, '' where there is none
  page integer, -- of a PDF, from 1
  text text not null,
  embedder text not null,
  dimensions integer not null,
  embedding real[],
  terms text not null,
  search tsvector not null generated always as (
    to_tsvector('simple'::regconfig, terms) || to_tsvector('english'::regconfig, terms)
  ) stored,
  primary key (workspace_id, id),
  foreign key (workspace_id, document_id) references loggia.documents on delete cascade
);
create unique index chunks_position on loggia.chunks (workspace_id, document_id, position);
create index chunks_agent on loggia.chunks (workspace_id, agent_id);
create index chunks_search on loggia.chunks using gin (search);
select loggia.protect_tenant_table('loggia.chunks');
