-- What a person was to look at is over once both sides agree again, however they came to, and once
-- there is no other side any more.
create function end_review() returns trigger language plpgsql as $$
begin
  update calcom_reviews set status = 'settled', decided_at = now()
  where company_id = new.company_id and appointment_id = new.id and status = 'open';
  return null;
end $$;

create trigger appointments_end_review after update of calcom_sync_status on appointments for each row
  when (new.calcom_sync_status in ('synced', 'not_connected')
    and new.calcom_sync_status is distinct from old.calcom_sync_status)
  execute function end_review();
