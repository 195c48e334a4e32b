-- What the look for changes has taken in of the time that the next one begins with, and when it was changed there: looks
-- overlap, and one that has to end early goes on where it was.
alter table calcom_connections add column polled_seen jsonb not null default '{}'
  check (jsonb_typeof(polled_seen) = 'object');
