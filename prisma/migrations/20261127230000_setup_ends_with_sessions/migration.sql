-- Whatever signs an account out everywhere shuts somebody out. A second factor that was begun and never
-- confirmed may be theirs: its secret goes with their sessions, whoever raises the epoch.
create function drop_setup() returns trigger language plpgsql as $$
begin
  new.totp_secret := null;
  new.totp_last_step := null;
  return new;
end $$;

create trigger drop_setup before update of session_epoch on users
  for each row when (new.session_epoch <> old.session_epoch and new.totp_enabled_at is null)
  execute function drop_setup();
