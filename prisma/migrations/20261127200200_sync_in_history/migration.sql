-- That the calendar did not take an appointment, and that it has it after all, belongs to what happened to it. Told by the column, so
-- that nobody can forget it; what went well at once is told by the state alone.
create function note_sync_trouble() returns trigger language plpgsql as $$
declare
  was_trouble boolean;
begin
  if new.calcom_sync_status = 'synced' then
    select l.action = 'calcom_sync_failed' into was_trouble from appointment_audit_logs l
    where l.company_id = new.company_id and l.appointment_id = new.id
      and l.action in ('calcom_synced', 'calcom_sync_failed')
    order by l.created_at desc, l.id desc limit 1;
    if was_trouble is not true then
      return null;
    end if;
  end if;
  insert into appointment_audit_logs (company_id, appointment_id, action, actor_kind, actor_name)
  values (new.company_id, new.id,
    case new.calcom_sync_status when 'synced' then 'calcom_synced' else 'calcom_sync_failed' end, 'calcom', 'Cal.com');
  return null;
end $$;

create trigger appointments_sync_trouble after update of calcom_sync_status on appointments
  for each row when (new.calcom_sync_status is distinct from old.calcom_sync_status
    and (new.calcom_sync_status in ('failed', 'manual_review')
      and old.calcom_sync_status not in ('failed', 'manual_review')
      or new.calcom_sync_status = 'synced'))
  execute function note_sync_trouble();
