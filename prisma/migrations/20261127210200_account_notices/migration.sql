-- Notices to an account that bring no link: what happened to its second factor.
do $$
declare
  name text;
begin
  for name in select conname from pg_constraint
    where conrelid = 'account_email_queue'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%kind%'
  loop
    execute format('alter table account_email_queue drop constraint %I', name);
  end loop;
end $$;

alter table account_email_queue
  add column user_id uuid references users (id),
  add constraint account_email_queue_kind_check check (kind in ('password_reset', 'email_change',
    'email_change_asked', 'email_changed', 'codes_refused', 'second_factor_off', 'recovery_codes_renewed')),
  add constraint account_email_queue_about_reset check ((kind = 'password_reset') = (reset_id is not null)),
  add constraint account_email_queue_about_change
    check ((kind in ('email_change', 'email_change_asked', 'email_changed')) = (email_change_id is not null)),
  add constraint account_email_queue_about_one check (num_nonnulls(reset_id, email_change_id, user_id) = 1);
