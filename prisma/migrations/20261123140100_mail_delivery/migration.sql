-- What became of a mail after the provider took it, to whom nothing is sent any more, and when the
-- provider as a whole has to be left alone.

-- How far a delivery is, as a number that only grows. Bounced, failed and suppressed are final.
create function delivery_rank(state text) returns int language sql immutable parallel safe as $$
  select case state
    when 'delayed' then 1
    when 'delivered' then 2
    when 'complained' then 3
    when 'bounced' then 4
    when 'failed' then 4
    when 'suppressed' then 4
    else 0
  end
$$;

create function guard_delivery() returns trigger language plpgsql as $$
begin
  if delivery_rank(new.delivery_state) < delivery_rank(old.delivery_state)
    or (delivery_rank(old.delivery_state) = 4 and new.delivery_state is distinct from old.delivery_state)
  then
    raise exception 'mail % is %, and cannot become %', old.id, old.delivery_state,
      coalesce(new.delivery_state, 'unknown') using errcode = 'PV005';
  end if;
  return new;
end $$;

create function keep_settled_at() returns trigger language plpgsql as $$
begin
  if new.status = 'pending' then
    new.settled_at := null;
  elsif tg_op = 'INSERT' or old.status = 'pending' then
    new.settled_at := coalesce(new.sent_at, now());
  end if;
  return new;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['invitation_email_queue', 'appointment_email_queue', 'account_email_queue']
  loop
    execute format($ddl$
      alter table %1$I
        add column delivery_state text check (delivery_state in
          ('delayed', 'delivered', 'complained', 'bounced', 'failed', 'suppressed')),
        add column delivery_at timestamptz,
        add column delivery_detail text check (length(delivery_detail) <= 500),
        -- When the row left `pending`: sent, failed for good, or called off.
        add column settled_at timestamptz,
        add check ((delivery_state is null) = (delivery_at is null));
      -- Forced policies would hide every row from the owner, too.
      alter table %1$I no force row level security;
      update %1$I set settled_at = coalesce(sent_at, created_at) where status <> 'pending';
      alter table %1$I add check ((status = 'pending') = (settled_at is null));
      create trigger %1$s_delivery before update of delivery_state on %1$I
        for each row execute function guard_delivery();
      create trigger %1$s_settled before insert or update of status on %1$I
        for each row execute function keep_settled_at();
    $ddl$, name);
    if name <> 'account_email_queue' then
      execute format('alter table %I force row level security', name);
    end if;
  end loop;
end $$;

create index invitation_email_queue_settled on invitation_email_queue (company_id, settled_at);
create index appointment_email_queue_settled on appointment_email_queue (company_id, settled_at);
create index invitation_email_queue_newest on invitation_email_queue (company_id, created_at desc, id desc);
create index appointment_email_queue_newest on appointment_email_queue (company_id, created_at desc, id desc);

-- Addresses that bounced or complained: nothing more is sent to them until somebody lifts it.
create table mail_suppressions (
  company_id uuid not null references companies (id),
  id uuid not null default uuid_v7(),
  email_normalised text not null check (email_normalised = lower(email_normalised)),
  reason text not null check (reason in ('bounced', 'complained')),
  detail text check (length(detail) <= 500),
  created_at timestamptz not null default now(),
  lifted_at timestamptz,
  lifted_by uuid,
  primary key (company_id, id),
  foreign key (company_id, lifted_by) references memberships (company_id, id),
  check ((lifted_at is null) = (lifted_by is null))
);
create unique index mail_suppressions_in_force on mail_suppressions (company_id, email_normalised)
  where lifted_at is null;

alter table mail_suppressions enable row level security;
alter table mail_suppressions force row level security;
create policy one_company on mail_suppressions
  using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);

-- The one provider all queues hand over to: a wrong key or an empty quota concerns every mail alike.
create table mail_channel (
  is_only boolean primary key default true check (is_only),
  paused_until timestamptz,
  pause_kind text check (pause_kind in ('configuration', 'quota', 'busy')),
  pause_error text check (length(pause_error) <= 500),
  paused_since timestamptz,
  check (num_nonnulls(paused_until, pause_kind, paused_since) in (0, 3))
);
insert into mail_channel default values;

-- What the provider has told us, by its own id: a repeated or replayed message is known.
create table mail_webhook_events (
  id text primary key check (length(id) between 1 and 200),
  type text not null check (length(type) <= 80),
  outcome text not null check (outcome in ('applied', 'outdated', 'unknown-mail', 'ignored')),
  received_at timestamptz not null default now()
);
create index mail_webhook_events_oldest on mail_webhook_events (received_at);

grant select, insert, update on mail_suppressions to portal_app;
grant select, update on mail_channel to portal_app;
grant select, insert, delete on mail_webhook_events to portal_app;
