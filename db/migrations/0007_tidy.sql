-- The embedded database has no autovacuum, so the app does it; from Postgres 17 on that is a right of its own.
do $$ begin
  if current_setting('server_version_num')::int >= 170000 then
    execute 'grant maintain on all tables in schema loggia, auth, jobs to loggia_app';
    execute 'alter default privileges in schema loggia grant maintain on tables to loggia_app';
  end if;
end $$;
