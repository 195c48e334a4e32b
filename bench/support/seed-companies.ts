import type pg from "pg";

/**
 * Companies with a thousand appointments each: two branches, ten people, five services, two hundred customers,
 * and for each person a hundred days, forty of them past. Triggers are off while this is written, so claims
 * and log lines are written by hand.
 */
export async function seedCompanies(
  owner: pg.Pool,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query("set synchronous_commit = off");
    // In steps, so that no single statement holds everything in memory.
    for (let first = from; first <= to; first += 50) {
      const range = [first, Math.min(to, first + 49)];
      for (const statement of STATEMENTS) await client.query(statement, range);
    }
    await client.query("set session_replication_role = origin");
    await client.query("vacuum analyze");
  } finally {
    client.release();
  }
}

/** Ids follow from names, so that the statements find each other's rows; they look like version 7. */
const id = (...parts: string[]) =>
  `overlay(overlay(md5(${parts.join(" || '/' || ")}) placing '7' from 13) placing '8' from 17)::uuid`;
const company = id("'company'", "c");

const STATEMENTS = [
  `insert into companies (id, slug, name, is_pilot)
   select ${company}, 'bench-' || c, 'Salon ' || c, true from generate_series($1::int, $2::int) c`,
  `insert into users (id, email, email_normalised, name)
   select ${id("'user'", "c")}, 'bench' || c || '@example.org', 'bench' || c || '@example.org', 'Bench'
   from generate_series($1::int, $2::int) c`,
  `insert into memberships (company_id, user_id, role)
   select ${company}, ${id("'user'", "c")}, 'owner' from generate_series($1::int, $2::int) c`,
  `insert into branches (company_id, id, name, street, postal_code, city)
   select ${company}, ${id("'branch'", "c", "b")}, 'Filiale ' || b, 'Straße 1', '10115', 'Berlin'
   from generate_series($1::int, $2::int) c, generate_series(0, 1) b`,
  `insert into services (company_id, id, name, duration_minutes, price_minor)
   select ${company}, ${id("'service'", "c", "v")}, 'Leistung ' || v, 45, 4900
   from generate_series($1::int, $2::int) c, generate_series(0, 4) v`,
  `insert into staff (company_id, id, branch_id, name)
   select ${company}, ${id("'staff'", "c", "s")}, ${id("'branch'", "c", "s % 2")}, 'Person ' || s
   from generate_series($1::int, $2::int) c, generate_series(0, 9) s`,
  `insert into staff_services (company_id, staff_id, service_id)
   select ${company}, ${id("'staff'", "c", "s")}, ${id("'service'", "c", "v")}
   from generate_series($1::int, $2::int) c, generate_series(0, 9) s, generate_series(0, 4) v`,
  `insert into staff_working_hours (company_id, staff_id, weekday, opens_minute, closes_minute)
   select ${company}, ${id("'staff'", "c", "s")}, d, 540, 1080
   from generate_series($1::int, $2::int) c, generate_series(0, 9) s, generate_series(1, 7) d`,
  `insert into customers (company_id, id, name, email, email_normalised)
   select ${company}, ${id("'customer'", "c", "k")}, 'Kundin ' || k, 'k' || k || '@example.org', 'k' || k || '@example.org'
   from generate_series($1::int, $2::int) c, generate_series(0, 199) k`,
  `insert into appointments (company_id, id, reference, customer_id, service_id, staff_id, branch_id,
     starts_at, ends_at, time_zone, price_minor, status, link_hash)
   select ${company}, ${id("'appointment'", "c", "s", "n")}, 'B-' || s || '-' || n,
     ${id("'customer'", "c", "((s * 100 + n) % 200)")}, ${id("'service'", "c", "n % 5")},
     ${id("'staff'", "c", "s")}, ${id("'branch'", "c", "s % 2")},
     date_trunc('day', now()) + make_interval(days => n - 40, hours => 8 + s),
     date_trunc('day', now()) + make_interval(days => n - 40, hours => 8 + s, mins => 45),
     'Europe/Berlin', 4900, 'confirmed', '\\x00'
   from generate_series($1::int, $2::int) c, generate_series(0, 9) s, generate_series(0, 99) n`,
  `insert into slot_claims (company_id, claimant_id, staff_id, during, appointment_id, customer_id, attends)
   select company_id, id, staff_id, tstzrange(starts_at, ends_at), id, customer_id, tstzrange(starts_at, ends_at)
   from appointments where company_id in (select ${company} from generate_series($1::int, $2::int) c)`,
  `insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name, new_values)
   select company_id, id, 1, 'created', 'customer', 'Kundin', jsonb_build_object('startsAt', starts_at, 'endsAt', ends_at)
   from appointments where company_id in (select ${company} from generate_series($1::int, $2::int) c)`,
];
