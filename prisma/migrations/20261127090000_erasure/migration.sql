-- Somebody who asks to be forgotten is forgotten by the one statement that says so, whoever runs it: their entry
-- keeps its appointments, as numbers the company must keep, and nothing that says who it was.
alter table customers
  add column retention_hold text check (length(retention_hold) between 1 and 300),
  add column erased_at timestamptz,
  add column erased_because text check (erased_because in ('requested', 'retention_over')),
  add check ((erased_at is null) = (erased_because is null)),
  add check (erased_at is null
    or num_nonnulls(email, email_normalised, phone, notes, retention_hold) = 0);

create function guard_erasure() returns trigger language plpgsql as $$
begin
  if old.erased_at is not null then
    raise exception 'customer % is erased', old.id using errcode = 'PV011';
  end if;
  if new.erased_at is null then
    return new;
  end if;
  if old.retention_hold is not null then
    raise exception 'the data of customer % must be kept', old.id using errcode = 'PV013';
  end if;
  if exists (select from appointments where company_id = old.company_id and customer_id = old.id
      and status in ('pending', 'confirmed', 'in_progress')) then
    raise exception 'customer % has appointments', old.id using errcode = 'PV012';
  end if;
  new.email := null;
  new.email_normalised := null;
  new.phone := null;
  new.notes := null;
  return new;
end $$;
create trigger customers_erasure before update on customers for each row execute function guard_erasure();

-- The owner's: the app may delete none of this by itself.
create function forget_customer() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update appointments set notes = null, cancellation_reason = null, new_time_reason = null, link_hash = null
    where company_id = new.company_id and customer_id = new.id;
  delete from mail_events e using appointment_email_queue q, appointments a
    where a.company_id = new.company_id and a.customer_id = new.id
      and q.company_id = a.company_id and q.appointment_id = a.id
      and e.company_id = q.company_id and e.mail_id = q.id;
  delete from appointment_email_queue q using appointments a
    where a.company_id = new.company_id and a.customer_id = new.id
      and q.company_id = a.company_id and q.appointment_id = a.id;
  delete from appointment_link_opens o using appointments a
    where a.company_id = new.company_id and a.customer_id = new.id
      and o.company_id = a.company_id and o.appointment_id = a.id;
  update appointment_reservations set status = 'cancelled'
    where company_id = new.company_id and customer_id = new.id and status = 'active';
  -- Families share an address: it is forgotten with the last one who has it.
  if not exists (select from customers where company_id = new.company_id
      and email_normalised = old.email_normalised) then
    delete from customer_access_links
      where company_id = new.company_id and email_normalised = old.email_normalised;
    delete from mail_suppressions
      where company_id = new.company_id and email_normalised = old.email_normalised;
  end if;
  update customers
    set erased_at = new.erased_at, erased_because = new.erased_because, name = new.name, version = version + 1
    where company_id = new.company_id and merged_into = new.id and erased_at is null;
  return null;
end $$;
create trigger customers_forgotten after update of erased_at on customers
  for each row when (old.erased_at is null and new.erased_at is not null) execute function forget_customer();

-- Locked against the erasure: of a booking and an erasure at once, the second one sees the first.
create function refuse_erased() returns trigger language plpgsql as $$
begin
  perform from customers where company_id = new.company_id and id = new.customer_id and erased_at is null
    for share;
  if not found and exists (select from customers
      where company_id = new.company_id and id = new.customer_id) then
    raise exception 'customer % is erased', new.customer_id using errcode = 'PV011';
  end if;
  return new;
end $$;
create trigger appointments_of_somebody before insert on appointments
  for each row when (new.status in ('pending', 'confirmed', 'in_progress')) execute function refuse_erased();
create trigger appointments_for_somebody before update of status, customer_id on appointments
  for each row when (new.status in ('pending', 'confirmed', 'in_progress')
    and (old.status not in ('pending', 'confirmed', 'in_progress') or old.customer_id <> new.customer_id))
  execute function refuse_erased();
