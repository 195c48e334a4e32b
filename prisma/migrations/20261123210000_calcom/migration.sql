-- Cal.com in step: whose calendar a company is connected to, what of an appointment is known there, and
-- what waits to be told to either side.

create table calcom_connections (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  version int not null default 1,
  base_url text not null check (length(base_url) between 8 and 200),
  -- Sealed with a key of the environment; null once the company has disconnected.
  api_key bytea,
  webhook_secret bytea,
  -- Valid beside the new one while it is being replaced on the other side.
  previous_webhook_secret bytea,
  previous_secret_until timestamptz,
  -- Endpoint to cal-api-version, where it is not the usual one.
  api_versions jsonb not null default '{}',
  account text check (length(account) <= 254),
  status text not null default 'active' check (status in ('active', 'stopped', 'disconnected')),
  stop_reason text check (length(stop_reason) <= 200),
  stopped_at timestamptz,
  -- The provider asked for patience (429), or somebody holds the company's drain.
  paused_until timestamptz,
  drained_by text,
  drained_until timestamptz,
  -- The circuit breaker, shared by all instances; lib/calcom/breaker.ts is its one rule.
  breaker_state text not null default 'closed' check (breaker_state in ('closed', 'open', 'half-open')),
  -- When the newest failures were, in milliseconds since 1970.
  breaker_failures jsonb not null default '[]' check (jsonb_array_length(breaker_failures) <= 5),
  breaker_opened_at timestamptz,
  breaker_successes smallint not null default 0 check (breaker_successes between 0 and 1),
  breaker_reason text check (length(breaker_reason) <= 200),
  probe_by text,
  probe_until timestamptz,
  polled_until timestamptz,
  polled_at timestamptz,
  connected_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id),
  check ((status = 'disconnected') = (api_key is null)),
  check ((status = 'stopped') = (stop_reason is not null)),
  check ((breaker_state = 'closed') = (breaker_opened_at is null)),
  check ((probe_by is null) = (probe_until is null)),
  check (probe_by is null or breaker_state = 'half-open'),
  check ((previous_webhook_secret is null) = (previous_secret_until is null))
);

-- Which event type books a service; one with a host books it with this staff member alone.
create table calcom_event_types (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  service_id uuid not null,
  staff_id uuid,
  event_type_id bigint not null,
  title text not null check (length(title) <= 200),
  primary key (company_id, id),
  unique nulls not distinct (company_id, service_id, staff_id),
  unique (company_id, event_type_id),
  foreign key (company_id, service_id) references services (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id)
);

create table calcom_hosts (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  staff_id uuid not null,
  email_normalised text not null check (email_normalised = lower(email_normalised)),
  name text not null check (length(name) <= 200),
  primary key (company_id, id),
  unique (company_id, staff_id),
  unique (company_id, email_normalised),
  foreign key (company_id, staff_id) references staff (company_id, id)
);

-- What is known of an appointment's booking there. The uid is a bearer secret: no page shows it.
alter table appointments
  add column calcom_sync_status text not null default 'not_connected'
    check (calcom_sync_status in ('not_connected', 'pending', 'synced', 'failed', 'manual_review')),
  add column calcom_booking_uid text check (length(calcom_booking_uid) between 1 and 200),
  -- The booking as it was when both sides agreed last, or when it was read: null until there is one.
  add column calcom_starts_at timestamptz,
  add column calcom_event_type_id bigint,
  add column calcom_is_cancelled boolean,
  -- When it was changed there: what is read late must not undo what is known already.
  add column calcom_updated_at timestamptz,
  -- The version that the other side has.
  add column calcom_synced_version int check (calcom_synced_version between 1 and version),
  add column calcom_last_sync_at timestamptz,
  add column calcom_sync_error text check (length(calcom_sync_error) <= 200),
  add column calcom_sync_attempts int not null default 0,
  add check ((calcom_booking_uid is null) = (calcom_starts_at is null)),
  add check ((calcom_booking_uid is null) = (calcom_is_cancelled is null)),
  add check (calcom_sync_status <> 'synced' or calcom_synced_version = version);
create unique index appointments_by_calcom_booking on appointments (company_id, calcom_booking_uid)
  where calcom_booking_uid is not null;
create index appointments_not_in_step on appointments (company_id, calcom_sync_status, starts_at)
  where calcom_sync_status in ('pending', 'failed', 'manual_review');

-- Every move makes a new uid: the chain of all that an appointment has had.
create table calcom_bookings (
  company_id uuid not null references companies (id),
  booking_uid text not null check (length(booking_uid) between 1 and 200),
  appointment_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (company_id, booking_uid),
  foreign key (company_id, appointment_id) references appointments (company_id, id) on delete cascade
);
create index calcom_bookings_by_appointment on calcom_bookings (company_id, appointment_id);

create table calcom_sync_queue (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  appointment_id uuid not null,
  -- The newest version to be told; what is told is always how the appointment is then.
  version int not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed', 'cancelled')),
  attempts int not null default 0 check (attempts >= 0),
  max_attempts int not null default 8 check (max_attempts >= 1),
  next_attempt_at timestamptz default now(),
  locked_until timestamptz,
  locked_by text,
  last_error text check (length(last_error) <= 500),
  -- How often somebody began to tell it: from the second time on the booking is read first.
  begun int not null default 0,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, appointment_id) references appointments (company_id, id) on delete cascade,
  check ((status = 'pending') = (next_attempt_at is not null)),
  check ((status = 'pending') = (settled_at is null))
);
create unique index calcom_sync_queue_one_pending on calcom_sync_queue (company_id, appointment_id)
  where status = 'pending';
create index calcom_sync_queue_due on calcom_sync_queue (company_id, next_attempt_at)
  where status = 'pending';
create index calcom_sync_queue_newest on calcom_sync_queue (company_id, created_at desc);

create table calcom_webhooks (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  body_hash bytea not null check (length(body_hash) = 32),
  trigger_event text check (length(trigger_event) <= 80),
  booking_uid text check (length(booking_uid) between 1 and 200),
  body text not null check (length(body) <= 65536),
  status text not null check (status in ('received', 'applied', 'unchanged', 'quarantined', 'replayed')),
  reason text check (length(reason) <= 200),
  attempts int not null default 0,
  next_attempt_at timestamptz default now(),
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  primary key (company_id, id),
  unique (company_id, body_hash),
  check ((status = 'received') = (next_attempt_at is not null)),
  check (status <> 'quarantined' or reason is not null)
);
create index calcom_webhooks_due on calcom_webhooks (company_id, next_attempt_at) where status = 'received';
create index calcom_webhooks_newest on calcom_webhooks (company_id, status, received_at desc);

-- What a person has to look at: a booking that nobody here can place, or one that cannot be brought in step.
create table calcom_reviews (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  booking_uid text check (length(booking_uid) between 1 and 200),
  appointment_id uuid,
  problem text not null check (problem in
    ('no-service', 'no-host', 'no-customer', 'overlap', 'booking-gone', 'refused', 'other-host', 'no-address')),
  -- What the booking says: start, end, title, attendee, host.
  details jsonb not null default '{}',
  status text not null default 'open' check (status in ('open', 'linked', 'imported', 'ignored', 'settled')),
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by uuid references users (id),
  primary key (company_id, id),
  foreign key (company_id, appointment_id) references appointments (company_id, id) on delete cascade,
  check (num_nonnulls(booking_uid, appointment_id) >= 1),
  check ((status = 'open') = (decided_at is null))
);
create unique index calcom_reviews_one_of_booking on calcom_reviews (company_id, booking_uid)
  where status = 'open' and appointment_id is null;
create unique index calcom_reviews_one_of_appointment on calcom_reviews (company_id, appointment_id)
  where status = 'open' and appointment_id is not null;
create index calcom_reviews_newest on calcom_reviews (company_id, created_at desc);

-- No version is left untold: whoever changes an appointment of a connected service makes it pending and
-- queues it, in the same transaction. Who writes what the other side has already said names the version
-- as synced, and nothing is queued. Before the policies have looked at the row, so nothing here may name
-- a company: of another one's row this sees nothing, and then the policy refuses it.
create function mark_unsynced() returns trigger language plpgsql as $$
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
      and (new.starts_at, new.ends_at, new.staff_id, new.service_id, new.status = 'cancelled')
        is not distinct from (old.starts_at, old.ends_at, old.staff_id, old.service_id, old.status = 'cancelled')
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
create trigger appointments_unsynced before insert or update of version on appointments
  for each row execute function mark_unsynced();

create function queue_sync() returns trigger language plpgsql as $$
begin
  insert into calcom_sync_queue (company_id, appointment_id, version)
  values (new.company_id, new.id, new.version)
  on conflict (company_id, appointment_id) where status = 'pending'
    do update set version = excluded.version, next_attempt_at = now(), attempts = 0;
  return null;
end $$;
create trigger appointments_queue_sync after insert or update of version on appointments
  for each row when (new.calcom_sync_status = 'pending') execute function queue_sync();

do $$
declare
  name text;
begin
  foreach name in array array['calcom_connections', 'calcom_event_types', 'calcom_hosts', 'calcom_bookings',
    'calcom_sync_queue', 'calcom_webhooks', 'calcom_reviews']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)',
      name
    );
  end loop;
end $$;
create policy due_rows on calcom_connections for select using (current_setting('app.job', true) = 'find-due');
create policy due_rows on calcom_sync_queue for select using (current_setting('app.job', true) = 'find-due');
create policy due_rows on calcom_webhooks for select using (current_setting('app.job', true) = 'find-due');

grant select, insert, update on calcom_connections, calcom_reviews to portal_app;
grant select, insert, update, delete on calcom_event_types, calcom_hosts, calcom_sync_queue, calcom_webhooks
  to portal_app;
grant select, insert on calcom_bookings to portal_app;

-- Cal.com acts here, too, and what it did is said in its name.
alter table appointment_audit_logs drop constraint appointment_audit_logs_actor_kind_check;
alter table appointment_audit_logs add constraint appointment_audit_logs_actor_kind_check
  check (actor_kind in ('member', 'customer', 'system', 'calcom'));
alter table appointment_audit_logs
  drop constraint appointment_audit_logs_action_check,
  add constraint appointment_audit_logs_action_check check (action in ('created', 'imported', 'import_undone',
    'rescheduled', 'cancelled', 'restored', 'status_changed', 'staff_changed', 'service_changed',
    'customer_changed', 'notes_changed', 'new_time_requested', 'link_rotated', 'link_revoked',
    'calcom_synced', 'calcom_sync_failed'));
alter table activity_log drop constraint activity_log_actor_kind_check;
alter table activity_log add constraint activity_log_actor_kind_check
  check (actor_kind in ('member', 'customer', 'system', 'operator', 'calcom'));
