-- What a case needs to be worked off later, by whoever goes on: who takes the appointment, what its
-- customer is told, and how the appointment was when somebody decided about it.

alter table absence_cases
  add column to_staff_id uuid,
  add column message text not null check (length(message) between 1 and 500),
  add column seen_version int not null,
  -- An earlier request for another time, which does not raise the version.
  add column seen_asked_at timestamptz,
  add foreign key (company_id, to_staff_id) references staff (company_id, id),
  add check ((choice = 'move') = (to_staff_id is not null)),
  add check ((outcome = 'open') = (decided_at is null)),
  add check ((outcome = 'refused') = (problem is not null));
create index absence_cases_by_appointment on absence_cases (company_id, appointment_id);
