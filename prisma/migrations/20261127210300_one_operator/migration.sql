-- Somebody always runs the platform, once anybody does. Checked at the commit, one after the other: of two who
-- revoke each other at once, the second one sees what the first one has left.
create function keep_one_operator() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('portal-operators'));
  if not exists (select from users where is_platform_operator) then
    raise exception 'the platform would be left without an operator' using errcode = 'PV020';
  end if;
  return null;
end $$;
create constraint trigger users_one_operator after update on users
  deferrable initially deferred for each row
  when (old.is_platform_operator and not new.is_platform_operator)
  execute function keep_one_operator();

-- So that the question does not read every account.
create index users_operators on users (id) where is_platform_operator;
