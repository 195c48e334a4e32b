-- The portal's tables, and what PostgreSQL itself promises about them.
-- Every tenant table carries company_id in its primary key, in every unique and exclusion constraint
-- and in every foreign key; row-level security shows a transaction the one company it names.
-- Error codes raised here (PV0xx) are translated in lib/platform/db/database-errors.ts.

create extension if not exists btree_gist;

do $$
begin
  if not exists (select from pg_roles where rolname = 'portal_app') then
    create role portal_app nologin;
  end if;
exception
  -- Roles belong to the cluster: a second database migrating at the same moment may have won.
  when duplicate_object or unique_violation then null;
end $$;

-- RFC 9562 version 7: 48 bits of milliseconds, then random bits, so that ids sort by their birth.
create function uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- Global ------------------------------------------------------------------------------------------

create table users (
  id uuid primary key default uuid_v7(),
  email text not null check (length(email) <= 254),
  email_normalised text not null unique check (email_normalised = lower(email_normalised)),
  name text not null check (length(name) between 1 and 120),
  password_hash text,
  locale text not null default 'de' check (locale in ('de', 'en')),
  time_zone text not null default 'Europe/Berlin',
  -- Raised to end every session of this user at once.
  session_epoch int not null default 1,
  is_platform_operator boolean not null default false,
  created_at timestamptz not null default now()
);

create table companies (
  id uuid primary key default uuid_v7(),
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,63}$'),
  name text not null check (length(name) between 1 and 120),
  time_zone text not null default 'Europe/Berlin',
  locale text not null default 'de' check (locale in ('de', 'en')),
  accent_colour text not null default '#6b3a6e' check (accent_colour ~ '^#[0-9a-f]{6}$'),
  phone text,
  email text,
  opening_hours_note text,
  is_pilot boolean not null default false,
  pilot_enabled_at timestamptz,
  pilot_enabled_by uuid references users (id),
  pilot_notes text,
  created_at timestamptz not null default now()
);

create table password_resets (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users (id),
  token_hash bytea not null unique,
  expires_at timestamptz not null default now() + interval '1 hour',
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index password_resets_by_user on password_resets (user_id, created_at desc);

create table cron_runs (
  id uuid primary key default uuid_v7(),
  job text not null,
  is_dry_run boolean not null default false,
  started_at timestamptz not null default now(),
  -- A run that outlives its lease died with its process; the next run says so and takes over.
  lease_until timestamptz not null,
  finished_at timestamptz,
  outcome text check (outcome in ('succeeded', 'failed', 'abandoned')),
  counts jsonb not null default '{}',
  error text,
  check ((finished_at is null) = (outcome is null))
);
create unique index cron_runs_one_at_a_time on cron_runs (job) where finished_at is null;
create index cron_runs_newest on cron_runs (job, started_at desc);

-- Fixed windows of rate-limiter-flexible.
create table rate_limits (
  key text primary key,
  points int not null,
  expire timestamptz
);
create index rate_limits_expired on rate_limits (expire);

-- Mails of an installation without a mail provider; the key makes a repeated hand-over one mail.
create table mailbox_messages (
  id uuid primary key default uuid_v7(),
  idempotency_key text not null unique,
  recipient text not null,
  subject text not null,
  html text not null,
  body_text text not null,
  attachments jsonb not null default '[]',
  created_at timestamptz not null default now()
);
create index mailbox_messages_newest on mailbox_messages (created_at desc);

-- People and places of a company ------------------------------------------------------------------

create table branches (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  name text not null check (length(name) between 1 and 120),
  street text not null,
  postal_code text not null,
  city text not null,
  phone text,
  email text,
  time_zone text not null default 'Europe/Berlin',
  primary key (company_id, id)
);

create table staff (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  branch_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  is_active boolean not null default true,
  primary key (company_id, id),
  foreign key (company_id, branch_id) references branches (company_id, id)
);
create index staff_by_branch on staff (company_id, branch_id);

create table memberships (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  user_id uuid not null references users (id),
  role text not null check (role in ('owner', 'admin', 'manager', 'staff')),
  branch_id uuid,
  staff_id uuid,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  primary key (company_id, id),
  unique (company_id, user_id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  check (role <> 'manager' or branch_id is not null)
);
create unique index memberships_one_per_staff on memberships (company_id, staff_id)
  where deactivated_at is null;
create index memberships_of_user on memberships (user_id);

-- Wall-clock times of the branch's zone; a row never crosses midnight.
create table staff_working_hours (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  staff_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7), -- ISO: Monday is 1
  opens_minute smallint not null check (opens_minute between 0 and 1439),
  closes_minute smallint not null check (closes_minute between 1 and 1440),
  primary key (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  check (opens_minute < closes_minute)
);
create index staff_working_hours_by_staff on staff_working_hours (company_id, staff_id, weekday);

create table staff_time_off (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  staff_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text,
  primary key (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  check (starts_at < ends_at)
);
create index staff_time_off_by_staff on staff_time_off (company_id, staff_id, ends_at);

create table services (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  name text not null check (length(name) between 1 and 120),
  duration_minutes int not null check (duration_minutes between 5 and 1440),
  price_minor int not null check (price_minor >= 0),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  primary key (company_id, id)
);

create table staff_services (
  company_id uuid not null references companies (id),
  staff_id uuid not null,
  service_id uuid not null,
  primary key (company_id, staff_id, service_id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  foreign key (company_id, service_id) references services (company_id, id)
);
create index staff_services_by_service on staff_services (company_id, service_id);

create table customers (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  name text not null check (length(name) between 1 and 120),
  email text,
  email_normalised text,
  phone text,
  locale text not null default 'de' check (locale in ('de', 'en')),
  time_zone text not null default 'Europe/Berlin',
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  check ((email is null) = (email_normalised is null))
);
create index customers_by_email on customers (company_id, email_normalised);

-- The most specific row wins, column by column: staff member, service, branch, company.
create table appointment_policies (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  branch_id uuid,
  service_id uuid,
  staff_id uuid,
  reschedule_notice_minutes int check (reschedule_notice_minutes >= 0),
  cancel_notice_minutes int check (cancel_notice_minutes >= 0),
  max_days_ahead int check (max_days_ahead between 1 and 730),
  max_reschedules int check (max_reschedules >= 0),
  max_cancellations_30_days int check (max_cancellations_30_days >= 0),
  is_reason_required boolean,
  -- [{ "withinMinutes": 2880, "percent": 50 }]: the smallest window that the change falls into counts.
  fee_tiers jsonb,
  primary key (company_id, id),
  unique nulls not distinct (company_id, branch_id, service_id, staff_id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  foreign key (company_id, service_id) references services (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  check (num_nonnulls(branch_id, service_id, staff_id) <= 1)
);

-- Appointments ------------------------------------------------------------------------------------

create table appointments (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  reference text not null check (length(reference) between 4 and 32),
  customer_id uuid not null,
  service_id uuid not null,
  staff_id uuid not null,
  branch_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null,
  status text not null default 'confirmed'
    check (status in ('pending', 'confirmed', 'in_progress', 'completed', 'cancelled', 'no_show')),
  version int not null default 1,
  price_minor int not null check (price_minor >= 0),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  notes text check (length(notes) <= 2000),
  -- Moves by the customer: limits count what customers did, not what staff did.
  rescheduled_count int not null default 0 check (rescheduled_count >= 0),
  previous_starts_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by_kind text,
  cancellation_reason text check (length(cancellation_reason) <= 500),
  cancellation_category text check (cancellation_category in
    ('customer_requested', 'staff_unavailable', 'emergency', 'weather', 'business_closure', 'other')),
  fee_minor int not null default 0 check (fee_minor >= 0),
  -- SHA-256 of the manage link's secret; raising the generation kills the old link.
  link_hash bytea,
  link_generation int not null default 1,
  last_modified_at timestamptz not null default now(),
  last_modified_by text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, reference),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, service_id) references services (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  check (starts_at < ends_at),
  check ((status = 'cancelled') = (cancelled_at is not null))
);
create index appointments_by_time on appointments (company_id, starts_at, id);
create index appointments_by_staff on appointments (company_id, staff_id, starts_at, id);
create index appointments_by_branch on appointments (company_id, branch_id, starts_at, id);
create index appointments_by_customer on appointments (company_id, customer_id, starts_at);
create index appointments_cancelled_by_customer on appointments (company_id, customer_id, cancelled_at)
  where status = 'cancelled' and cancelled_by_kind = 'customer';

create table appointment_reservations (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  type text not null check (type in ('new_booking', 'reschedule')),
  staff_id uuid not null,
  service_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  original_appointment_id uuid,
  status text not null default 'active' check (status in ('active', 'converted', 'expired', 'cancelled')),
  holder text not null check (length(holder) <= 80),
  expires_at timestamptz not null default now() + interval '5 minutes',
  extensions smallint not null default 0 check (extensions between 0 and 1),
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  foreign key (company_id, service_id) references services (company_id, id),
  foreign key (company_id, original_appointment_id) references appointments (company_id, id),
  check (starts_at < ends_at),
  check ((type = 'reschedule') = (original_appointment_id is not null))
);
create unique index appointment_reservations_one_move on appointment_reservations
  (company_id, original_appointment_id) where status = 'active';
create index appointment_reservations_overdue on appointment_reservations (company_id, expires_at)
  where status = 'active';

create table appointment_audit_logs (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  appointment_id uuid not null, -- no foreign key: the log survives the appointment
  version int, -- null: something happened to the appointment that did not change it
  action text not null check (action in ('created', 'rescheduled', 'cancelled', 'restored',
    'status_changed', 'staff_changed', 'service_changed')),
  actor_kind text not null check (actor_kind in ('member', 'customer', 'system')),
  actor_id uuid,
  actor_name text not null,
  old_values jsonb not null default '{}',
  new_values jsonb not null default '{}',
  reason text,
  ip_address inet,
  user_agent text,
  request_id text,
  created_at timestamptz not null default now(),
  primary key (company_id, id)
);
create unique index appointment_audit_logs_by_version on appointment_audit_logs
  (company_id, appointment_id, version);

create table appointment_link_opens (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  appointment_id uuid not null,
  link_generation int not null,
  ip_address inet,
  user_agent text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, appointment_id) references appointments (company_id, id)
);
create index appointment_link_opens_newest on appointment_link_opens
  (company_id, appointment_id, created_at desc);

-- Invitations and mail ----------------------------------------------------------------------------

create table user_invitations (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  email text not null check (length(email) <= 254),
  email_normalised text not null check (email_normalised = lower(email_normalised)),
  role text not null check (role in ('owner', 'admin', 'manager', 'staff')),
  branch_id uuid,
  staff_id uuid,
  invited_by uuid not null,
  locale text not null default 'de' check (locale in ('de', 'en')),
  token_hash bytea not null,
  token_generation int not null default 1,
  status text not null default 'pending' check (status in ('pending', 'accepted', 'expired', 'revoked')),
  expires_at timestamptz not null default now() + interval '72 hours',
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  metadata jsonb not null default '{}',
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  foreign key (company_id, invited_by) references memberships (company_id, id),
  foreign key (company_id, accepted_by) references memberships (company_id, id),
  check (role <> 'manager' or branch_id is not null),
  check ((status = 'accepted') = (accepted_at is not null)),
  check ((status = 'revoked') = (revoked_at is not null))
);
create unique index user_invitations_one_pending on user_invitations (company_id, email_normalised)
  where status = 'pending' and deleted_at is null;
create index user_invitations_newest on user_invitations (company_id, created_at desc);
create index user_invitations_expiry on user_invitations (company_id, expires_at);

-- Three queues, one engine: the columns below are the same in each of them.
create table invitation_email_queue (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  invitation_id uuid not null,
  token_generation int not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed', 'cancelled')),
  attempts int not null default 0 check (attempts >= 0),
  max_attempts int not null default 3 check (max_attempts between 1 and 20),
  next_attempt_at timestamptz default now(),
  locked_until timestamptz,
  locked_by text,
  last_error text,
  payload jsonb,
  provider_message_id text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, invitation_id) references user_invitations (company_id, id) on delete cascade,
  check ((status = 'pending') = (next_attempt_at is not null)),
  check ((status = 'sent') = (sent_at is not null))
);
create index invitation_email_queue_due on invitation_email_queue (company_id, next_attempt_at)
  where status = 'pending';
create index invitation_email_queue_failed on invitation_email_queue (company_id, created_at)
  where status = 'failed';
create index invitation_email_queue_by_invitation on invitation_email_queue (company_id, invitation_id);

create table appointment_email_queue (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  appointment_id uuid not null,
  kind text not null check (kind in ('booked', 'rescheduled', 'cancelled')),
  audience text not null check (audience in ('customer', 'staff')),
  recipient text not null,
  -- What the mail says, as it was when the change was committed.
  snapshot jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed', 'cancelled')),
  attempts int not null default 0 check (attempts >= 0),
  max_attempts int not null default 3 check (max_attempts between 1 and 20),
  next_attempt_at timestamptz default now(),
  locked_until timestamptz,
  locked_by text,
  last_error text,
  payload jsonb,
  provider_message_id text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, appointment_id) references appointments (company_id, id),
  check ((status = 'pending') = (next_attempt_at is not null)),
  check ((status = 'sent') = (sent_at is not null))
);
create index appointment_email_queue_due on appointment_email_queue (company_id, next_attempt_at)
  where status = 'pending';
create index appointment_email_queue_failed on appointment_email_queue (company_id, created_at)
  where status = 'failed';
create index appointment_email_queue_by_appointment on appointment_email_queue (company_id, appointment_id);

create table account_email_queue (
  id uuid primary key default uuid_v7(),
  reset_id uuid not null references password_resets (id) on delete cascade,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed', 'cancelled')),
  attempts int not null default 0 check (attempts >= 0),
  max_attempts int not null default 3 check (max_attempts between 1 and 20),
  next_attempt_at timestamptz default now(),
  locked_until timestamptz,
  locked_by text,
  last_error text,
  payload jsonb,
  provider_message_id text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  check ((status = 'pending') = (next_attempt_at is not null)),
  check ((status = 'sent') = (sent_at is not null))
);
create index account_email_queue_due on account_email_queue (next_attempt_at) where status = 'pending';

create table activity_log (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  event text not null check (length(event) between 3 and 60),
  actor_kind text not null check (actor_kind in ('member', 'customer', 'system')),
  actor_id uuid,
  actor_name text not null,
  subject_kind text,
  subject_id uuid,
  data jsonb not null default '{}',
  ip_address inet,
  user_agent text,
  request_id text,
  created_at timestamptz not null default now(),
  primary key (company_id, id)
);
create index activity_log_newest on activity_log (company_id, created_at desc, id);
