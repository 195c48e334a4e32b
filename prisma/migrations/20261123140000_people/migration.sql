-- Sessions one can see and end, a second factor, a changed address, operators, and the pilot's gate.

-- Accounts ----------------------------------------------------------------------------------------

alter table users
  -- Sealed with the installation's key; set while being set up, in force once `totp_enabled_at` is.
  add column totp_secret bytea,
  add column totp_enabled_at timestamptz,
  -- The newest time step a code was accepted for: a code that was read over a shoulder is used up.
  add column totp_last_step int,
  add check (totp_enabled_at is null or totp_secret is not null);

create table user_recovery_codes (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users (id),
  code_hash bytea not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  unique (user_id, code_hash)
);

create table user_sessions (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users (id),
  ip_address inet,
  user_agent text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index user_sessions_of_user on user_sessions (user_id, created_at desc);
create index user_sessions_expired on user_sessions (expires_at);

-- Nothing changes until somebody has opened the link that went to the new address.
create table email_changes (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users (id),
  old_email text not null,
  new_email text not null check (length(new_email) <= 254),
  new_email_normalised text not null check (new_email_normalised = lower(new_email_normalised)),
  token_hash bytea not null unique,
  expires_at timestamptz not null default now() + interval '24 hours',
  confirmed_at timestamptz,
  created_at timestamptz not null default now()
);
create index email_changes_by_user on email_changes (user_id, created_at desc);

-- What happened to an account: shown to its person, and to the companies it belongs to.
create table user_activity (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users (id),
  event text not null check (length(event) between 3 and 60),
  actor_name text not null,
  data jsonb not null default '{}',
  ip_address inet,
  user_agent text,
  request_id text,
  created_at timestamptz not null default now()
);
create index user_activity_newest on user_activity (user_id, created_at desc, id desc);

alter table account_email_queue
  alter column reset_id drop not null,
  add column kind text not null default 'password_reset'
    check (kind in ('password_reset', 'email_change', 'email_changed')),
  add column email_change_id uuid references email_changes (id) on delete cascade,
  add check ((kind = 'password_reset') = (reset_id is not null)),
  add check ((kind = 'password_reset') = (email_change_id is null));

-- Companies and members ---------------------------------------------------------------------------

alter table companies
  -- Owners and admins of this company need a second factor.
  add column is_second_factor_required boolean not null default false;
-- The gate comes into force with this migration: whoever is in, stays in. Forced policies would hide
-- every row from the owner, too, so they are lifted for the statement.
alter table companies no force row level security;
update companies set is_pilot = true, pilot_enabled_at = now() where not is_pilot;
alter table companies force row level security;

alter table memberships
  add column invited_by uuid,
  add column last_seen_at timestamptz,
  -- Since when somebody has held this role in this branch.
  add column role_since timestamptz not null default now(),
  add foreign key (company_id, invited_by) references memberships (company_id, id);
alter table memberships no force row level security;
alter table user_invitations no force row level security;
update memberships m set role_since = created_at, invited_by = (
  select i.invited_by from user_invitations i
  where i.company_id = m.company_id and i.accepted_by = m.id and i.invited_by <> m.id
  order by i.accepted_at limit 1);
alter table memberships force row level security;
alter table user_invitations force row level security;

create function keep_role_since() returns trigger language plpgsql as $$
begin
  new.role_since := now();
  return new;
end $$;
create trigger memberships_role_since before update on memberships
  for each row when ((old.role, old.branch_id) is distinct from (new.role, new.branch_id))
  execute function keep_role_since();

-- A company's first owner is invited by an operator, who is no member of it.
alter table user_invitations
  alter column invited_by drop not null,
  add column invited_by_operator uuid references users (id),
  add check (num_nonnulls(invited_by, invited_by_operator) = 1);
create index user_invitations_by_address on user_invitations (company_id, email_normalised);

create table invitation_link_opens (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  invitation_id uuid not null,
  token_generation int not null,
  ip_address inet,
  user_agent text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, invitation_id) references user_invitations (company_id, id) on delete cascade
);
create index invitation_link_opens_newest on invitation_link_opens
  (company_id, invitation_id, created_at desc);

alter table activity_log drop constraint activity_log_actor_kind_check;
alter table activity_log add constraint activity_log_actor_kind_check
  check (actor_kind in ('member', 'customer', 'system', 'operator'));
create index activity_log_of_subject on activity_log (company_id, subject_id, created_at desc);
create index activity_log_of_event on activity_log (company_id, event, created_at desc);

alter table invitation_link_opens enable row level security;
alter table invitation_link_opens force row level security;
create policy one_company on invitation_link_opens
  using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);

-- A new company is written in the transaction that names it.
create policy created_in_its_own_name on companies for insert
  with check (id = nullif(current_setting('app.company_id', true), '')::uuid);

grant insert on companies to portal_app;
grant select, insert, update on user_sessions, email_changes to portal_app;
grant select, insert, update, delete on user_recovery_codes to portal_app;
grant delete on user_sessions to portal_app;
grant select, insert on user_activity, invitation_link_opens to portal_app;
