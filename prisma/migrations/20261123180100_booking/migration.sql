-- Booking: time around an appointment, what was promised with it, reminders, and a customer who is in
-- one place at a time.

alter table appointments
  -- As the service had it when it was booked.
  add column buffer_before_minutes smallint not null default 0 check (buffer_before_minutes between 0 and 240),
  add column buffer_after_minutes smallint not null default 0 check (buffer_after_minutes between 0 and 240),
  -- The rules as they were promised at booking; null: the present ones hold.
  add column policy jsonb,
  -- The start that its reminder was written for: another start, another reminder.
  add column reminder_for timestamptz,
  -- The company asks for another time; until the customer has chosen, this one stands.
  add column new_time_asked_at timestamptz,
  add column new_time_reason text check (length(new_time_reason) <= 500),
  add column import_id uuid,
  add foreign key (company_id, import_id) references imports (company_id, id);
create index appointments_by_import on appointments (company_id, import_id) where import_id is not null;
create index appointments_to_remind on appointments (starts_at, company_id)
  where status = 'confirmed' and reminder_for is distinct from starts_at;
create policy due_rows on appointments for select using (current_setting('app.job', true) = 'find-due');

alter table appointment_reservations
  add column buffer_before_minutes smallint not null default 0 check (buffer_before_minutes between 0 and 240),
  add column buffer_after_minutes smallint not null default 0 check (buffer_after_minutes between 0 and 240),
  -- Of a hold that a customer took: one of two at most.
  add column customer_id uuid,
  add column hold_number smallint check (hold_number in (1, 2)),
  add foreign key (company_id, customer_id) references customers (company_id, id),
  add check ((customer_id is null) = (hold_number is null));
create unique index appointment_reservations_two_a_customer on appointment_reservations
  (company_id, customer_id, hold_number) where status = 'active';

-- A customer is in one place at a time, whoever performs it. Claims from before this rule are left as
-- they are: they have no customer, and what has been agreed on stands.
alter table slot_claims
  add column customer_id uuid,
  add column attends tstzrange, -- without the time around it, which is the staff member's alone
  add constraint slot_claims_one_place exclude using gist
    (company_id with =, customer_id with =, attends with &&, appointment_id with <>)
    where (customer_id is not null);

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
begin
  if tg_table_name = 'appointment_reservations' then
    appointment := coalesce(new.original_appointment_id, new.id);
  end if;
  perform set_config('app.company_id', new.company_id::text, true);

  if not holds_time then
    delete from slot_claims where company_id = new.company_id and claimant_id = new.id;
  else
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

drop trigger appointments_claim on appointments;
create trigger appointments_claim
  after insert or update of status, staff_id, customer_id, starts_at, ends_at, buffer_before_minutes, buffer_after_minutes
  on appointments for each row execute function claim_slot();
drop trigger reservations_claim on appointment_reservations;
create trigger reservations_claim
  after insert or update of status, staff_id, customer_id, starts_at, ends_at, buffer_before_minutes, buffer_after_minutes
  on appointment_reservations for each row execute function claim_slot();

-- The states an appointment can go through; lib/appointments/rules.ts says the same to people.
create function guard_status() returns trigger language plpgsql as $$
begin
  if new.status <> old.status and (old.status, new.status) not in (
    ('pending', 'confirmed'), ('pending', 'cancelled'),
    ('confirmed', 'in_progress'), ('confirmed', 'completed'), ('confirmed', 'no_show'), ('confirmed', 'cancelled'),
    ('in_progress', 'completed'),
    ('cancelled', 'confirmed'),
    ('completed', 'no_show'), ('no_show', 'completed')
  ) then
    raise exception 'appointment % cannot become % after %', old.id, new.status, old.status using errcode = 'PV006';
  end if;
  return new;
end $$;
create trigger appointments_status before update of status on appointments
  for each row execute function guard_status();

-- Only an import is taken back, and only what nobody has touched since.
create function guard_delete() returns trigger language plpgsql as $$
begin
  if old.import_id is null or old.version <> 1 then
    raise exception '% of % is not deleted', tg_table_name, old.id using errcode = 'PV007';
  end if;
  return old;
end $$;
create trigger appointments_stay before delete on appointments for each row execute function guard_delete();
create trigger customers_stay before delete on customers for each row execute function guard_delete();
grant delete on appointments, customers to portal_app;

alter table appointment_audit_logs
  drop constraint appointment_audit_logs_action_check,
  add constraint appointment_audit_logs_action_check check (action in ('created', 'imported', 'import_undone',
    'rescheduled', 'cancelled', 'restored', 'status_changed', 'staff_changed', 'service_changed',
    'customer_changed', 'notes_changed', 'new_time_requested', 'link_rotated', 'link_revoked'));

-- "My appointments": a one-time link, and the short visit that it opens.
create table customer_access_links (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  email_normalised text not null check (email_normalised = lower(email_normalised)),
  token_hash bytea not null,
  expires_at timestamptz not null default now() + interval '30 minutes',
  used_at timestamptz,
  visit_hash bytea,
  visit_until timestamptz,
  ip_address inet,
  user_agent text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, token_hash),
  unique (company_id, visit_hash),
  check ((used_at is null) = (visit_hash is null)),
  check ((used_at is null) = (visit_until is null))
);
create index customer_access_links_old on customer_access_links (company_id, created_at);

alter table customer_access_links enable row level security;
alter table customer_access_links force row level security;
create policy one_company on customer_access_links
  using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
create policy due_rows on customer_access_links for select
  using (current_setting('app.job', true) = 'find-due');
grant select, insert, update, delete on customer_access_links to portal_app;

alter table appointment_email_queue
  alter column appointment_id drop not null,
  add column access_link_id uuid,
  drop constraint appointment_email_queue_kind_check,
  add constraint appointment_email_queue_kind_check check (kind in
    ('booked', 'rescheduled', 'cancelled', 'changed', 'restored', 'reminder', 'new_time', 'access_link')),
  add foreign key (company_id, access_link_id) references customer_access_links (company_id, id) on delete cascade,
  add check ((kind = 'access_link') = (access_link_id is not null)),
  add check ((kind = 'access_link') = (appointment_id is null));
create index appointment_email_queue_by_access_link on appointment_email_queue (company_id, access_link_id)
  where access_link_id is not null;
