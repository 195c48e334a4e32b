-- Ids that sort by their birth within a millisecond, too: RFC 9562, section 6.2, method 3 puts the part of
-- the millisecond that has gone by into the twelve bits after the version. A transaction writes several
-- rows in one millisecond with one `now()`, and lists break the tie by id.
create or replace function uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(
    set_byte(set_byte(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(micros / 1000) from 3)
        from 1 for 6),
      6, 112 | (part >> 8)), 7, part & 255), 'hex')::uuid
  from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros) clock,
    lateral (select ((micros % 1000) * 4096 / 1000)::int as part) fraction
$$;
