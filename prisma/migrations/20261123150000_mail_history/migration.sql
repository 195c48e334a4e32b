-- What happened to a mail besides its success: attempts that failed, what the provider reported, and
-- who tried again or called it off. A mail's page tells it in order.
create table mail_events (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  mail_id uuid not null,
  event text not null check (event in (
    'attempt_failed', 'failed', 'accepted', 'delayed', 'delivered', 'complained', 'bounced',
    'provider_failed', 'suppressed', 'retried', 'cancelled')),
  detail text check (length(detail) <= 500),
  actor_name text,
  happened_at timestamptz not null default now(),
  primary key (company_id, id)
);
create index mail_events_of_mail on mail_events (company_id, mail_id, happened_at);

alter table mail_events enable row level security;
alter table mail_events force row level security;
create policy one_company on mail_events
  using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);

grant select, insert, delete on mail_events to portal_app;

-- A mail that is sent anew, under a key the provider has not seen, names the one it stands in for.
alter table invitation_email_queue add column replaces uuid;
alter table appointment_email_queue add column replaces uuid;
create unique index invitation_email_queue_replaced_once on invitation_email_queue (company_id, replaces)
  where replaces is not null;
create unique index appointment_email_queue_replaced_once on appointment_email_queue (company_id, replaces)
  where replaces is not null;

-- Claims change a row in place where its page has room: without this every lease would move the row.
alter table invitation_email_queue set (fillfactor = 70);
alter table appointment_email_queue set (fillfactor = 70);
alter table account_email_queue set (fillfactor = 70);
