import type pg from "pg";

import type { Outcome } from "./storm-order";

export type Findings = {
  /** Pairs of appointments that have the same staff member, or the same customer, at the same time. */
  doubleBookings: number;
  /** Changes that were acknowledged and are not there: overwritten, or never written. */
  lostUpdates: number;
  /** Versions without exactly one line in the log. */
  unrecorded: number;
  /** Appointments that are not as the last line about them says. */
  untrue: number;
};

const DOUBLE = `
  select count(*)::int as found from appointments a
  join appointments b on b.company_id = a.company_id and a.id < b.id
    and (a.staff_id = b.staff_id or a.customer_id = b.customer_id)
    and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
  where a.company_id = $1 and a.status in ('pending', 'confirmed', 'in_progress', 'completed')
    and b.status in ('pending', 'confirmed', 'in_progress', 'completed')`;

const UNRECORDED = `
  select count(*)::int as found from appointments a
  left join lateral (
    select count(*) as lines, count(distinct version) as versions, max(version) as newest
    from appointment_audit_logs l where l.company_id = a.company_id and l.appointment_id = a.id
      and l.version is not null
  ) l on true
  where a.company_id = $1 and (l.lines, l.versions, l.newest) is distinct from
    (a.version::bigint, a.version::bigint, a.version)`;

const UNTRUE = `
  select count(*)::int as found from appointments a
  join lateral (
    select new_values->>'startsAt' as starts from appointment_audit_logs l
    where l.company_id = a.company_id and l.appointment_id = a.id and l.new_values ? 'startsAt'
    order by version desc limit 1
  ) l on true
  where a.company_id = $1 and l.starts::timestamptz <> a.starts_at`;

/** What is wrong with a company's appointments, given which changes people were told had been made. */
export async function findFaults(
  owner: pg.Pool,
  companyId: string,
  acknowledged: readonly Outcome[],
): Promise<Findings> {
  const count = async (sql: string) =>
    (await owner.query<{ found: number }>(sql, [companyId])).rows[0]?.found ?? Number.NaN;
  const { rows } = await owner.query<{ id: string; version: number }>(
    "select id, version from appointments where company_id = $1",
    [companyId],
  );
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  const told = acknowledged.map(({ id = "", version = 0 }) => ({ id, version }));
  const distinct = new Set(told.map(({ id, version }) => `${id} ${String(version)}`));
  const missing = told.filter(({ id, version }) => (versions.get(id) ?? 0) < version);

  return {
    doubleBookings: await count(DOUBLE),
    // Two people who were told that they had made the same version: one of them was overwritten.
    lostUpdates: told.length - distinct.size + missing.length,
    unrecorded: await count(UNRECORDED),
    untrue: await count(UNTRUE),
  };
}
