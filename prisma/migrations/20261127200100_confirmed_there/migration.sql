-- A yes to a request is told to the calendar, too, which may be waiting for it.
create or replace function mark_unsynced() returns trigger language plpgsql as $$
declare
  is_connected boolean;
begin
  if new.calcom_synced_version = new.version
    and (tg_op = 'INSERT' or new.calcom_synced_version is distinct from old.calcom_synced_version)
  then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if new.version = old.version then
      return new;
    end if;
    -- What the other side does not know of leaves both in step.
    if old.calcom_sync_status = 'synced'
      and (new.starts_at, new.ends_at, new.staff_id, new.service_id, new.status = 'cancelled', new.status = 'pending')
        is not distinct from (old.starts_at, old.ends_at, old.staff_id, old.service_id, old.status = 'cancelled',
          old.status = 'pending')
    then
      new.calcom_synced_version := new.version;
      return new;
    end if;
  end if;

  -- What a company brings along from elsewhere may stand in that calendar already.
  is_connected := not (tg_op = 'INSERT' and new.import_id is not null) and exists (select from calcom_connections c
    where c.company_id = new.company_id and c.status <> 'disconnected');
  if is_connected and (new.calcom_booking_uid is not null or exists (select from calcom_event_types t
    where t.company_id = new.company_id and t.service_id = new.service_id
      and (t.staff_id is null or t.staff_id = new.staff_id)))
  then
    new.calcom_sync_status := 'pending';
  else
    new.calcom_sync_status := 'not_connected';
  end if;
  new.calcom_sync_error := null;
  new.calcom_sync_attempts := 0;
  return new;
end $$;
