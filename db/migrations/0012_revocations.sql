-- Whoever loses a way in hears of it at once: each node listens and cuts the streams of that key or person, who
-- come back by resuming if another way in still holds. Triggers, so that no way of taking something away forgets it.
create function loggia.tell_revoked() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('loggia_revoked', case tg_argv[0]
    when 'key' then to_jsonb(old) ->> 'id'
    when 'session' then to_jsonb(old) ->> 'userId'
    when 'user' then to_jsonb(old) ->> 'id'
    else to_jsonb(old) ->> 'user_id' end);
  return null;
end $$;

create trigger tell_revoked after update of revoked_at or delete on loggia.api_keys
  for each row execute function loggia.tell_revoked('key');
create trigger tell_revoked after update of suspended_at on loggia.users
  for each row when (new.suspended_at is not null) execute function loggia.tell_revoked('user');
create trigger tell_revoked after update of role or delete on loggia.members
  for each row execute function loggia.tell_revoked('member');
create trigger tell_revoked after delete on auth."session"
  for each row execute function loggia.tell_revoked('session');
