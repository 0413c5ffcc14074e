-- No index but a primary key begins with the workspace. Plans are made while tables are young, and then every
-- index that could be entered by the workspace looks as good as the primary key: a run was looked up among all
-- runs of its workspace. Ids are unique in the whole instance, so each of these stands on its own.
alter table loggia.agents drop constraint agents_workspace_id_handle_key;
create unique index agents_handle on loggia.agents (handle, workspace_id);

alter table loggia.conversations drop constraint conversations_workspace_id_user_id_agent_id_foreign_key_key;
create unique index conversations_foreign_key on loggia.conversations (foreign_key, agent_id, user_id, workspace_id);
drop index loggia.conversations_by_use;
create index conversations_by_use on loggia.conversations (user_id, updated_at desc, id);

drop index loggia.messages_in_order;
create index messages_in_order on loggia.messages (conversation_id, position);

drop index loggia.summaries_by_conversation;
create index summaries_by_conversation on loggia.summaries (conversation_id, through_position desc);

drop index loggia.runs_by_conversation;
create index runs_by_conversation on loggia.runs (conversation_id, started_at);
drop index loggia.one_live_run;
create unique index one_live_run on loggia.runs (conversation_id, workspace_id) where status = 'running';
create index runs_queued on loggia.runs (conversation_id) where status = 'queued';

drop index loggia.approvals_open;
create index approvals_open on loggia.approvals (conversation_id) where status = 'open';

drop index loggia.memories_key;
create unique index memories_key on loggia.memories (
  agent_id, scope,
  (case scope when 'conversation' then conversation_id when 'user' then user_id else '' end), key, workspace_id
);
drop index loggia.memories_conversation;
create index memories_conversation on loggia.memories (conversation_id);

drop index loggia.documents_hash;
create unique index documents_hash on loggia.documents (agent_id, hash, workspace_id);

drop index loggia.chunks_position;
create unique index chunks_position on loggia.chunks (document_id, position, workspace_id);
drop index loggia.chunks_agent;
create index chunks_agent on loggia.chunks (agent_id);
