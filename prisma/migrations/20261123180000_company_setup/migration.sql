-- What a company sets up by itself: places, services, people's time, customers, and what it brings along.
-- `version` says what the person who edits has seen; it is raised by one with each change.

alter table companies
  -- How long before an appointment its customer is reminded; null: not at all.
  add column reminder_hours smallint default 24 check (reminder_hours between 1 and 168),
  -- Wall-clock minutes of the customer's zone between which nobody is reminded; equal: no quiet hours.
  add column quiet_from_minute smallint not null default 1260 check (quiet_from_minute between 0 and 1439),
  add column quiet_until_minute smallint not null default 480 check (quiet_until_minute between 0 and 1439);

alter table branches
  add column is_active boolean not null default true,
  add column version int not null default 1;

alter table services
  -- Time the staff member needs besides: claimed with the appointment, never shown to customers.
  add column buffer_before_minutes smallint not null default 0 check (buffer_before_minutes between 0 and 240),
  add column buffer_after_minutes smallint not null default 0 check (buffer_after_minutes between 0 and 240),
  add column step_minutes smallint not null default 15 check (step_minutes in (5, 10, 15, 20, 30, 60)),
  add column colour text not null default 'accent'
    check (colour in ('accent', 'teal', 'blue', 'violet', 'rose', 'amber', 'green', 'slate')),
  -- Whether customers may move and cancel it by themselves.
  add column is_self_service boolean not null default true,
  add column is_active boolean not null default true,
  add column version int not null default 1;
create unique index services_one_name on services (company_id, lower(name)) where is_active;

alter table staff
  add column version int not null default 1;

alter table appointment_policies
  add column version int not null default 1;

-- Days on which a company, or one of its branches, is closed: public holidays, works holidays.
create table closures (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  branch_id uuid, -- null: all of them
  name text not null check (length(name) between 1 and 120),
  first_day date not null,
  last_day date not null,
  primary key (company_id, id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  check (first_day <= last_day and last_day - first_day <= 366)
);
create index closures_by_day on closures (company_id, last_day);

-- A file somebody wants to start with: looked at first, then applied, and taken back if it was wrong.
create table imports (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  kind text not null check (kind in ('customers', 'appointments')),
  format text not null check (format in ('csv', 'ics')),
  file_name text not null check (length(file_name) <= 200),
  status text not null default 'preview' check (status in ('preview', 'applied', 'undone')),
  -- What was read, row by row, with what is wrong with it.
  entries jsonb not null check (jsonb_typeof(entries) = 'array'),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  applied_at timestamptz,
  undone_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, created_by) references memberships (company_id, id),
  check ((status = 'preview') = (applied_at is null)),
  check ((status = 'undone') = (undone_at is not null))
);
create index imports_newest on imports (company_id, created_at desc);

alter table customers
  add column notes text check (length(notes) <= 2000),
  -- Two rows of one person: this one has gone into the other, with everything it had.
  add column merged_into uuid,
  add column import_id uuid,
  add column version int not null default 1,
  add foreign key (company_id, merged_into) references customers (company_id, id),
  add foreign key (company_id, import_id) references imports (company_id, id),
  add check (merged_into is distinct from id);
create index customers_by_name on customers (company_id, lower(name), id) where merged_into is null;
create index customers_by_import on customers (company_id, import_id) where import_id is not null;

-- Whoever a staff member's absence concerns, and what is done about each of their appointments.
create table absence_cases (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  time_off_id uuid not null,
  appointment_id uuid not null,
  choice text not null check (choice in ('move', 'cancel', 'ask', 'leave')),
  outcome text not null default 'open' check (outcome in ('open', 'done', 'refused')),
  problem text,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, time_off_id, appointment_id),
  foreign key (company_id, time_off_id) references staff_time_off (company_id, id) on delete cascade,
  foreign key (company_id, appointment_id) references appointments (company_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['closures', 'imports', 'absence_cases'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)',
      name
    );
  end loop;
end $$;

grant select, insert, update, delete on closures, absence_cases to portal_app;
grant select, insert, update on imports to portal_app;
