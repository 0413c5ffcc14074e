-- Invitations into a workspace, and an end of a workspace that leaves nothing behind.

create table loggia.invitations (
  workspace_id text not null references loggia.workspaces on delete cascade,
  id text not null,
  -- SHA-256 of the token, hex: a token has 256 random bits, so nothing slower is needed.
  hash text not null unique,
  role text not null check (role in ('admin', 'builder', 'viewer')),
  -- The only address that may accept, in lower case; null for a link that whoever holds it may use once.
  email text,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by text,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
select loggia.protect_tenant_table('loggia.invitations');

-- Across walls: whoever holds a token is in another workspace than the one it leads to, or in none. An invitation
-- stands no longer than its maker may manage members there, however that ended.
select loggia.door_may('loggia.invitations', 'select');
create function loggia.find_invitation(token_hash text)
returns table (workspace_id text, id text, role text, email text, expires_at timestamptz, accepted_at timestamptz,
  revoked_at timestamptz, slug text, workspace_name text, invited_by_name text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select i.workspace_id, i.id, i.role, i.email, i.expires_at, i.accepted_at,
    case when m.role in ('owner', 'admin') then i.revoked_at else coalesce(i.revoked_at, now()) end,
    w.slug, w.name, u.name
  from loggia.invitations i
  join loggia.workspaces w on w.id = i.workspace_id
  left join loggia.members m on m.workspace_id = i.workspace_id and m.user_id = i.invited_by
  left join loggia.users u on u.id = i.invited_by
  where i.hash = token_hash;
end $$;
select loggia.hand_over('loggia.find_invitation(text)', 'loggia_door');

-- These two hung on nothing: everything else of a workspace hangs on them, on its members or on itself.
alter table loggia.agents add constraint agents_workspace
  foreign key (workspace_id) references loggia.workspaces on delete cascade;
alter table loggia.audit_entries add constraint audit_entries_workspace
  foreign key (workspace_id) references loggia.workspaces on delete cascade;
