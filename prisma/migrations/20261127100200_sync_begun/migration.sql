-- Whoever was given up, or told no more, may have been heard all the same: what comes after it begins by reading.
create or replace function queue_sync() returns trigger language plpgsql as $$
begin
  insert into calcom_sync_queue (company_id, appointment_id, version, begun)
  values (new.company_id, new.id, new.version, coalesce((
    select (q.status in ('failed', 'cancelled'))::int from calcom_sync_queue q
    where q.company_id = new.company_id and q.appointment_id = new.id
    order by q.created_at desc, q.id desc limit 1), 0))
  on conflict (company_id, appointment_id) where status = 'pending'
    do update set version = excluded.version, next_attempt_at = now(), attempts = 0;
  return null;
end $$;
create index calcom_sync_queue_by_appointment on calcom_sync_queue (company_id, appointment_id, created_at desc);
