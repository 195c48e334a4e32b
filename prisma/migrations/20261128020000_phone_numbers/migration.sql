-- What a telephone can dial: the digits that E.164 allows, what people write between them, and an extension.
create function is_phone(phone text) returns boolean language sql immutable as $$
  select parts is not null and length(regexp_replace(parts[1], '[^0-9]', '', 'g')) between 5 and 15
  from regexp_match(phone,
    '^(\+?[0-9 ()/.-]+?)(?: ?(?:ext\.?|x|app\.?|apparat|dw|durchwahl|#) ?([0-9]{1,6}))?$', 'i') as parts
$$;

-- Triggers, not checks: a check, even one that is not valid yet, is asked at every change of a row, and whoever once
-- had a name in the place of a number could not be renamed, merged or switched on any more. What stands there stays
-- readable until somebody changes it.
create function guard_phone() returns trigger language plpgsql as $$
begin
  if not is_phone(new.phone) then
    raise exception 'no telephone can dial that' using errcode = 'check_violation', constraint = 'phone_is_dialable';
  end if;
  return new;
end $$;

create trigger companies_phone_new before insert on companies
  for each row when (new.phone is not null) execute function guard_phone();
create trigger companies_phone before update of phone on companies
  for each row when (new.phone is distinct from old.phone and new.phone is not null) execute function guard_phone();
create trigger branches_phone_new before insert on branches
  for each row when (new.phone is not null) execute function guard_phone();
create trigger branches_phone before update of phone on branches
  for each row when (new.phone is distinct from old.phone and new.phone is not null) execute function guard_phone();
create trigger customers_phone_new before insert on customers
  for each row when (new.phone is not null) execute function guard_phone();
create trigger customers_phone before update of phone on customers
  for each row when (new.phone is distinct from old.phone and new.phone is not null) execute function guard_phone();

-- Files that were read and wait to be taken over: what could not be written in any more says so beforehand.
create function mark_phone(entry jsonb) returns jsonb language sql immutable as $$
  select case when entry->>'problem' is null and phone <> '' and not is_phone(phone)
    then entry || '{"problem": "phone-invalid"}' else entry end
  from (select coalesce(case when entry ? 'customer' then entry->'customer' else entry end->>'phone', '') as phone) as e
$$;
update imports i set entries = (
    select jsonb_agg(mark_phone(e.entry) order by e.n)
    from jsonb_array_elements(i.entries) with ordinality as e (entry, n))
  where i.status = 'preview' and jsonb_array_length(i.entries) > 0;
drop function mark_phone(jsonb);
