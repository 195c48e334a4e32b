-- Two more things that wait for a person: a booking made anew out of one that is over here, and one of a service that its
-- host does not offer here.
alter table calcom_reviews
  drop constraint calcom_reviews_problem_check,
  add constraint calcom_reviews_problem_check check (problem in
    ('no-service', 'no-host', 'no-customer', 'overlap', 'booking-gone', 'refused', 'other-host', 'no-address',
      'made-again', 'not-offered'));
