-- Who was forgotten still stood in files that were read, in what calendars have told, and in what waited for a decision.
-- When the rows of an import were blanked because their time was up.
alter table imports add column forgotten_at timestamptz;
create index imports_unforgotten on imports (company_id, (coalesce(undone_at, applied_at, created_at)))
  where forgotten_at is null;
create policy due_rows on imports for select using (current_setting('app.job', true) = 'find-due');

-- A row without whoever it was about. One that nothing has come of yet never will: nobody is written in again.
create function blank_entry(entry jsonb) returns jsonb language sql immutable as $$
  select entry || case
      when not entry ? 'customer' then '{"name": "", "email": "", "phone": "", "notes": ""}'::jsonb
      else '{"customer": {"name": "", "email": "", "phone": ""}, "notes": ""}'::jsonb
        || case when entry->>'serviceId' is null then '{"service": ""}'::jsonb else '{}' end
        || case when entry->>'staffId' is null then '{"staff": ""}'::jsonb else '{}' end
    end
    || case when entry->>'problem' is null
        and entry->>(case when entry ? 'customer' then 'appointmentId' else 'customerId' end) is null
      then '{"problem": "row-erased"}'::jsonb else '{}' end
$$;

create function blank_entries(entries jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(blank_entry(e.entry) order by e.n), '[]')
  from jsonb_array_elements(entries) with ordinality as e (entry, n)
$$;

create function comparable(email text) returns text language sql immutable as $$
  select lower(btrim(normalize(email, nfkc)))
$$;

-- Families share an address or a number: then the name decides.
create function is_about(entry jsonb, person customers, is_shared boolean) returns boolean
  language plpgsql immutable as $$
declare
  who jsonb := case when entry ? 'customer' then entry->'customer' else entry end;
  email text := comparable(coalesce(who->>'email', ''));
  digits text := regexp_replace(coalesce(who->>'phone', ''), '[^0-9]', '', 'g');
  is_namesake boolean := lower(btrim(coalesce(who->>'name', ''))) = lower(person.name);
begin
  return coalesce(entry->>'customerId' = person.id::text, false)
    or (email <> '' and email = coalesce(person.email_normalised, '') and (is_namesake or not is_shared))
    or (length(digits) > 5 and digits = regexp_replace(coalesce(person.phone, ''), '[^0-9]', '', 'g')
      and (is_namesake or (email = '' and not is_shared)))
    or (is_namesake and email = '' and length(digits) < 6 and entry->>'customerId' is null);
end $$;

-- What is kept beside somebody's own entry, as it was before they were forgotten.
create function forget_elsewhere(person customers) returns void language plpgsql as $$
declare
  is_shared boolean := exists (select from customers c
    where c.company_id = person.company_id and c.id <> person.id and c.erased_at is null
      and c.merged_into is distinct from person.id
      and (c.email_normalised = person.email_normalised
        or regexp_replace(c.phone, '[^0-9]', '', 'g') = regexp_replace(person.phone, '[^0-9]', '', 'g')));
begin
  update imports i set entries = (
      select jsonb_agg(case when is_about(e.entry, person, is_shared) then blank_entry(e.entry) else e.entry end order by e.n)
      from jsonb_array_elements(i.entries) with ordinality as e (entry, n))
    where i.company_id = person.company_id and exists (
      select from jsonb_array_elements(i.entries) as e (entry) where is_about(e.entry, person, is_shared));
  update calcom_reviews r set details = r.details || '{"title": "", "attendee": null, "email": null}'
    where r.company_id = person.company_id and r.details ? 'email' and (
      exists (select from appointments a where a.company_id = r.company_id and a.customer_id = person.id
        and (a.id = r.appointment_id or a.calcom_booking_uid = r.booking_uid))
      or exists (select from calcom_bookings b join appointments a on a.company_id = b.company_id
          and a.id = b.appointment_id
        where b.company_id = r.company_id and b.booking_uid = r.booking_uid and a.customer_id = person.id)
      or (comparable(r.details->>'email') = person.email_normalised
        and (not is_shared or lower(r.details->>'attendee') = lower(person.name)))
      or (coalesce(r.details->>'email', '') = '' and lower(r.details->>'attendee') = lower(person.name)));
  -- Nobody reads a body again; that it has come, and what it hints at, stays.
  update calcom_webhooks w set body = ''
    where w.company_id = person.company_id and w.body <> '' and (
      position(person.email_normalised in lower(w.body)) > 0
      or position(lower(person.email) in lower(w.body)) > 0
      or position(lower(person.name) in lower(w.body)) > 0
      or exists (select from calcom_bookings b join appointments a on a.company_id = b.company_id
          and a.id = b.appointment_id
        where b.company_id = w.company_id and b.booking_uid = w.booking_uid and a.customer_id = person.id));
end $$;

create or replace function forget_customer() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform forget_elsewhere(old);
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

-- Those who were forgotten before, as far as what is kept names their entry.
select forget_elsewhere(c) from customers c where c.erased_at is not null;
