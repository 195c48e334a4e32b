-- Whoever writes a booking down has one time in hand; the newest counts where there were two.
update appointment_reservations set status = 'expired'
  where type = 'new_booking' and status = 'active' and expires_at <= now();
update appointment_reservations r set status = 'cancelled'
  where type = 'new_booking' and status = 'active' and exists (select from appointment_reservations n
    where n.company_id = r.company_id and n.holder = r.holder and n.type = 'new_booking' and n.status = 'active'
      and n.id > r.id);
create unique index appointment_reservations_one_new_booking on appointment_reservations (company_id, holder)
  where type = 'new_booking' and status = 'active';

-- What was held and given up tells nobody anything after a while; what is held, or was a moment ago, stays.
create function guard_hold_delete() returns trigger language plpgsql as $$
begin
  if old.status = 'active' or old.expires_at > now() - interval '1 day' then
    raise exception 'hold % is not deleted', old.id using errcode = 'PV007';
  end if;
  return old;
end $$;
create trigger reservations_stay before delete on appointment_reservations
  for each row execute function guard_hold_delete();
grant delete on appointment_reservations to portal_app;
create index appointment_reservations_ended on appointment_reservations (company_id, expires_at)
  where status <> 'active';
