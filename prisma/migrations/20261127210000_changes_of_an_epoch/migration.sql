-- Another address is asked for by somebody who is signed in. Whatever signs an account out everywhere (a new
-- password, a reset, its person, an operator) raises `session_epoch`, and with that ends the change, too.
-- Changes that are open now are asked for again: nobody knows which epoch they are of.
alter table email_changes add column session_epoch int not null default 0;
alter table email_changes alter column session_epoch drop default;

-- The old address is told when a change is asked for, too.
alter table account_email_queue drop constraint account_email_queue_kind_check;
alter table account_email_queue add constraint account_email_queue_kind_check
  check (kind in ('password_reset', 'email_change', 'email_change_asked', 'email_changed'));
