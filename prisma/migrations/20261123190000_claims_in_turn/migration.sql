-- Two transactions that claim the same time both enter it into the index and then wait for each other:
-- a deadlock, of which one dies after a second with an error that tells nobody anything. So claims on one
-- staff member, and on one customer, are made in turn, always in the same order.
create or replace function claim_slot() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  holds_time boolean := case tg_table_name
    when 'appointments' then new.status in ('pending', 'confirmed', 'in_progress', 'completed')
    else new.status = 'active'
  end;
  appointment uuid := new.id;
  during tstzrange := tstzrange(
    new.starts_at - make_interval(mins => new.buffer_before_minutes),
    new.ends_at + make_interval(mins => new.buffer_after_minutes));
  staff_turn bigint := hashtextextended(new.company_id::text || new.staff_id::text, 0);
  customer_turn bigint := hashtextextended(new.company_id::text || coalesce(new.customer_id, new.staff_id)::text, 0);
begin
  if tg_table_name = 'appointment_reservations' then
    appointment := coalesce(new.original_appointment_id, new.id);
  end if;
  perform set_config('app.company_id', new.company_id::text, true);

  if not holds_time then
    delete from slot_claims where company_id = new.company_id and claimant_id = new.id;
  else
    perform pg_advisory_xact_lock(least(staff_turn, customer_turn));
    perform pg_advisory_xact_lock(greatest(staff_turn, customer_turn));
    insert into slot_claims (company_id, claimant_id, staff_id, during, appointment_id, customer_id, attends)
    values (new.company_id, new.id, new.staff_id, during, appointment, new.customer_id,
      tstzrange(new.starts_at, new.ends_at))
    on conflict (company_id, claimant_id)
      do update set staff_id = excluded.staff_id, during = excluded.during,
        customer_id = excluded.customer_id, attends = excluded.attends
      where (slot_claims.staff_id, slot_claims.during, slot_claims.customer_id, slot_claims.attends)
        is distinct from (excluded.staff_id, excluded.during, excluded.customer_id, excluded.attends);
  end if;
  return null;
end $$;
