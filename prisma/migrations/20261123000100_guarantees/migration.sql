-- What must hold whoever writes: claims, versions, audit rows, owners, and who may see what.
-- A trigger that looks at rows names the company itself: whoever fires it may have named another one
-- since, and row-level security would hide from the check what it has to find.

-- Two. A staff member's time is claimed once, by an appointment or by a live hold. A hold for moving
-- an appointment may overlap that appointment, because the move will free its time.
create table slot_claims (
  company_id uuid not null references companies (id),
  claimant_id uuid not null, -- the appointment or the reservation
  staff_id uuid not null,
  during tstzrange not null, -- half-open: touching slots do not clash
  appointment_id uuid not null, -- whose time this is: two claims of one appointment may overlap
  primary key (company_id, claimant_id),
  constraint slot_claims_no_overlap exclude using gist
    (company_id with =, staff_id with =, during with &&, appointment_id with <>)
);

-- Runs as the owner, so that nobody else needs the right to write claims.
create function claim_slot() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  holds_time boolean := case tg_table_name
    when 'appointments' then new.status in ('pending', 'confirmed', 'in_progress', 'completed')
    else new.status = 'active'
  end;
  appointment uuid := new.id;
begin
  if tg_table_name = 'appointment_reservations' then
    appointment := coalesce(new.original_appointment_id, new.id);
  end if;
  perform set_config('app.company_id', new.company_id::text, true);

  if not holds_time then
    delete from slot_claims where company_id = new.company_id and claimant_id = new.id;
  else
    insert into slot_claims (company_id, claimant_id, staff_id, during, appointment_id)
    values (new.company_id, new.id, new.staff_id, tstzrange(new.starts_at, new.ends_at), appointment)
    on conflict (company_id, claimant_id)
      do update set staff_id = excluded.staff_id, during = excluded.during
      where (slot_claims.staff_id, slot_claims.during) is distinct from (excluded.staff_id, excluded.during);
  end if;
  return null;
end $$;

create function release_slot() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform set_config('app.company_id', old.company_id::text, true);
  delete from slot_claims where company_id = old.company_id and claimant_id = old.id;
  return null;
end $$;

create trigger appointments_claim after insert or update of status, staff_id, starts_at, ends_at
  on appointments for each row execute function claim_slot();
create trigger appointments_release after delete on appointments
  for each row execute function release_slot();
create trigger reservations_claim after insert or update of status, staff_id, starts_at, ends_at
  on appointment_reservations for each row execute function claim_slot();
create trigger reservations_release after delete on appointment_reservations
  for each row execute function release_slot();

-- Three. What people decide raises the version by exactly one; nothing else touches it.
create function guard_version() returns trigger language plpgsql as $$
declare
  decided boolean;
begin
  if tg_op = 'INSERT' then
    if new.version <> 1 then
      raise exception 'appointment % starts at version 1, not %', new.id, new.version using errcode = 'PV001';
    end if;
    return new;
  end if;

  decided := (new.starts_at, new.ends_at, new.staff_id, new.service_id, new.status)
    is distinct from (old.starts_at, old.ends_at, old.staff_id, old.service_id, old.status);
  if new.version <> old.version + decided::int then
    raise exception 'appointment % is at version %, a change makes it %, not %',
      old.id, old.version, old.version + decided::int, new.version using errcode = 'PV001';
  end if;
  return new;
end $$;

create trigger appointments_version before insert or update on appointments
  for each row execute function guard_version();

-- Four. No version is committed without its line in the log, and no line without its version.
create function require_audit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform set_config('app.company_id', new.company_id::text, true);
  if not exists (
    select from appointment_audit_logs
    where company_id = new.company_id and appointment_id = new.id and version = new.version
  ) then
    raise exception 'appointment % version % has no audit row', new.id, new.version using errcode = 'PV002';
  end if;
  return null;
end $$;

create constraint trigger appointments_audited after insert or update of version on appointments
  deferrable initially deferred for each row execute function require_audit();

create function require_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform set_config('app.company_id', new.company_id::text, true);
  if not exists (
    select from appointments
    where company_id = new.company_id and id = new.appointment_id and version >= new.version
  ) then
    raise exception 'appointment % has no version % to record', new.appointment_id, new.version
      using errcode = 'PV002';
  end if;
  return null;
end $$;

create constraint trigger audit_of_a_version after insert on appointment_audit_logs
  deferrable initially deferred for each row when (new.version is not null)
  execute function require_version();

-- Five. The log only grows, whoever asks.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows' using errcode = 'PV003';
end $$;

create trigger audit_is_final before update or delete on appointment_audit_logs
  for each row execute function refuse_change();
create trigger audit_is_not_emptied before truncate on appointment_audit_logs
  for each statement execute function refuse_change();

-- Six. A company with members keeps an active owner. The company's row is the queue in which two
-- owners who leave at the same moment wait for each other; "no key", because every row that refers to
-- the company holds a key lock on it, and two people who join at once would wait for each other's.
create function require_owner() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  company uuid := coalesce(new.company_id, old.company_id);
begin
  perform set_config('app.company_id', company::text, true);
  perform from companies where id = company for no key update;
  if exists (select from memberships where company_id = company)
    and not exists (
      select from memberships where company_id = company and deactivated_at is null and role = 'owner'
    )
  then
    raise exception 'company % would be left without an owner', company using errcode = 'PV004';
  end if;
  return null;
end $$;

create constraint trigger memberships_keep_an_owner
  after insert or update of role, deactivated_at, company_id or delete on memberships
  deferrable initially deferred for each row execute function require_owner();

-- One. The app role owns nothing, and sees the company its transaction names.
do $$
declare
  name text;
begin
  for name in
    select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'company_id'
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)',
      name
    );
  end loop;
end $$;

-- Everybody finds a company by its address; only its own transaction changes it.
alter table companies enable row level security;
alter table companies force row level security;
create policy found_by_everybody on companies for select using (true);
create policy changed_by_itself on companies for update
  using (id = nullif(current_setting('app.company_id', true), '')::uuid);

-- A person sees which companies they belong to, before they have chosen one of them.
create policy own_memberships on memberships for select
  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- A worker learns which company has something due, and then works as that company.
create policy due_rows on invitation_email_queue for select
  using (current_setting('app.job', true) = 'find-due');
create policy due_rows on appointment_email_queue for select
  using (current_setting('app.job', true) = 'find-due');
create policy due_rows on appointment_reservations for select
  using (current_setting('app.job', true) = 'find-due');
create policy due_rows on user_invitations for select
  using (current_setting('app.job', true) = 'find-due');

grant usage on schema public to portal_app;
grant select, update on companies to portal_app;
grant select, insert, update on users, password_resets to portal_app;
grant select, insert, update, delete on cron_runs, rate_limits, mailbox_messages to portal_app;
grant select, insert, update on branches, staff, memberships, services, customers to portal_app;
grant select, insert, update, delete on staff_working_hours, staff_time_off, staff_services,
  appointment_policies to portal_app;
grant select, insert, update on appointments, appointment_reservations to portal_app;
grant select, insert on appointment_audit_logs, appointment_link_opens, activity_log to portal_app;
grant select on slot_claims to portal_app;
grant select, insert, update, delete on user_invitations, invitation_email_queue,
  appointment_email_queue, account_email_queue to portal_app;

-- The health endpoint names the newest migration; the table is there when a runner keeps its book.
do $$
begin
  if to_regclass('_prisma_migrations') is not null then
    grant select on _prisma_migrations to portal_app;
  end if;
end $$;
