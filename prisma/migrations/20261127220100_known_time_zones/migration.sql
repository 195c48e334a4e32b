-- A zone that nobody knows makes every page and mail fail that shows its clock. Only names count: an offset means the
-- opposite here and in a browser, and a made-up name with a digit in it is one by POSIX. Its own setting ends with the function.
create function is_time_zone(zone text) returns boolean language plpgsql set timezone = 'UTC' as $$
begin
  if zone !~ '^([A-Za-z_]+([/-][A-Za-z_]+)*|Etc/GMT[+-]?[0-9]{1,2}|GMT[+-]?0|[A-Z]{3}[0-9][A-Z]{3})$' then
    return false;
  end if;
  perform set_config('timezone', zone, true);
  return true;
exception when invalid_parameter_value then
  return false;
end $$;

update users set time_zone = 'Europe/Berlin' where not is_time_zone(time_zone);
update companies set time_zone = 'Europe/Berlin' where not is_time_zone(time_zone);
update branches b set time_zone = co.time_zone from companies co
  where co.id = b.company_id and not is_time_zone(b.time_zone);
update customers c set time_zone = co.time_zone from companies co
  where co.id = c.company_id and c.erased_at is null and not is_time_zone(c.time_zone);

alter table users add constraint users_zone_is_known check (is_time_zone(time_zone));
alter table companies add constraint companies_zone_is_known check (is_time_zone(time_zone));
alter table branches add constraint branches_zone_is_known check (is_time_zone(time_zone));
-- Whoever is erased is changed no more.
alter table customers add constraint customers_zone_is_known
  check (erased_at is not null or is_time_zone(time_zone));
