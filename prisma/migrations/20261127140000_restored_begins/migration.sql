-- A restored appointment begins, too: not in a branch that is closed, nor with somebody who has stopped.
drop trigger appointments_begin on appointments;
create trigger appointments_begin after update of staff_id, branch_id, status on appointments
  for each row when (new.status in ('pending', 'confirmed') and new.starts_at > now()
    and ((new.staff_id, new.branch_id) is distinct from (old.staff_id, old.branch_id)
      or old.status not in ('pending', 'confirmed')))
  execute function guard_beginning();
