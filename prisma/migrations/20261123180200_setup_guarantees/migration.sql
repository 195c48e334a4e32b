-- What a company sets up fits together, whoever writes it and at whatever moment.

alter table companies add column version int not null default 1;

create unique index branches_one_name on branches (company_id, lower(name)) where is_active;

-- One staff member's hours of a weekday never overlap; a break between two of them is fine.
alter table staff_working_hours add constraint staff_working_hours_no_overlap exclude using gist
  (company_id with =, staff_id with =, weekday with =, int4range(opens_minute, closes_minute) with &&);

create index customers_by_phone on customers
  (company_id, regexp_replace(phone, '[^0-9]', '', 'g')) where merged_into is null and phone is not null;

-- A branch closes, and a staff member stops, once nothing is to come there.
create function guard_closing() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform set_config('app.company_id', new.company_id::text, true);
  if exists (
    select from appointments a
    where a.company_id = new.company_id and a.starts_at > now() and a.status in ('pending', 'confirmed')
      and case tg_table_name when 'branches' then a.branch_id else a.staff_id end = new.id
  ) or (tg_table_name = 'branches' and exists (
    select from staff s where s.company_id = new.company_id and s.branch_id = new.id and s.is_active
  )) then
    raise exception '% % is still needed', tg_table_name, new.id using errcode = 'PV008';
  end if;
  return null;
end $$;
create trigger branches_close after update of is_active on branches
  for each row when (old.is_active and not new.is_active) execute function guard_closing();
create trigger staff_stop after update of is_active on staff
  for each row when (old.is_active and not new.is_active) execute function guard_closing();

-- The other way round: nothing begins where it has just ended. The locks make whoever comes second wait.
create function guard_beginning() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform set_config('app.company_id', new.company_id::text, true);
  perform from branches
    where company_id = new.company_id and id = new.branch_id and is_active for share;
  if not found then
    raise exception 'branch % is closed', new.branch_id using errcode = 'PV009';
  end if;
  if tg_table_name = 'appointments' then
    perform from staff
      where company_id = new.company_id and id = (to_jsonb(new) ->> 'staff_id')::uuid and is_active for share;
    if not found then
      raise exception 'the staff member of appointment % has stopped', new.id using errcode = 'PV009';
    end if;
  end if;
  return null;
end $$;
create trigger staff_begin_new after insert on staff
  for each row when (new.is_active) execute function guard_beginning();
create trigger staff_begin after update of is_active, branch_id on staff
  for each row when (new.is_active and (not old.is_active or old.branch_id <> new.branch_id))
  execute function guard_beginning();
create trigger appointments_begin_new after insert on appointments
  for each row when (new.status in ('pending', 'confirmed') and new.starts_at > now())
  execute function guard_beginning();
create trigger appointments_begin after update of staff_id, branch_id on appointments
  for each row when (new.status in ('pending', 'confirmed') and new.starts_at > now()
    and (new.staff_id, new.branch_id) is distinct from (old.staff_id, old.branch_id))
  execute function guard_beginning();

-- What belonged to a customer who has become part of another one belongs to the other one.
create function guard_merged() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform set_config('app.company_id', new.company_id::text, true);
  perform from customers
    where company_id = new.company_id and id = new.customer_id and merged_into is null for share;
  if not found then
    raise exception 'customer % has been merged', new.customer_id using errcode = 'PV010';
  end if;
  return null;
end $$;
create trigger appointments_of_one_customer after insert or update of customer_id on appointments
  for each row execute function guard_merged();
