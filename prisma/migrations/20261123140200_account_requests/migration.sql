-- What a stranger can set off is written down for every address, known or not: an answer that costs
-- the same statements for both tells nobody who has an account.

alter table password_resets add column email_normalised text;
update password_resets r set email_normalised = u.email_normalised from users u where u.id = r.user_id;
alter table password_resets
  alter column email_normalised set not null,
  add check (email_normalised = lower(email_normalised)),
  drop column user_id;
create index password_resets_by_address on password_resets (email_normalised, created_at desc);
create index password_resets_oldest on password_resets (created_at);

create table sign_in_failures (
  id uuid primary key default uuid_v7(),
  user_id uuid references users (id), -- null: nobody has this address
  -- What was wrong, which only the account's own person is shown.
  cause text not null check (cause in ('password', 'code')),
  ip_address inet,
  user_agent text,
  created_at timestamptz not null default now()
);
create index sign_in_failures_newest on sign_in_failures (user_id, created_at desc);
create index sign_in_failures_oldest on sign_in_failures (created_at);

grant delete on password_resets, email_changes to portal_app;
grant select, insert, delete on sign_in_failures to portal_app;
