-- A company sees what happens to the accounts of its people while they belong to it, and nothing of the times
-- between: a membership that is opened again keeps when it was closed.
alter table memberships add column closed_during tstzmultirange not null default '{}';

create function keep_closed_during() returns trigger language plpgsql as $$
begin
  new.closed_during := old.closed_during
    + tstzmultirange(tstzrange(old.deactivated_at, greatest(old.deactivated_at, now())));
  return new;
end $$;
create trigger memberships_closed_during before update on memberships
  for each row when (old.deactivated_at is not null and new.deactivated_at is null)
  execute function keep_closed_during();
