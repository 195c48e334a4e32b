-- An appointment is read on the clock of its venue. Where that clock was wrong, or has moved, what is still ahead follows it; the
-- instant stays, and what is over keeps the clock that hung there.
create function follow_venue_clock() returns trigger language plpgsql as $$
begin
  update appointments set time_zone = new.time_zone
  where company_id = new.company_id and branch_id = new.id and ends_at > now() and time_zone <> new.time_zone;
  return null;
end $$;

create trigger branches_clock after update of time_zone on branches
  for each row when (old.time_zone is distinct from new.time_zone) execute function follow_venue_clock();
