import "server-only";

import type { AppointmentEntry } from "@/lib/imports/schema";
import { customerKey } from "@/lib/imports/service/match-customers";
import type { TenantDb } from "@/lib/tenancy/context";

/** Whether an appointment in this state keeps its time from others. */
export function holdsTime({ status, problem }: AppointmentEntry): boolean {
  return problem === null && status !== "cancelled" && status !== "no_show";
}

/** Of rows of one file that want the same person's time, or the same customer, the earlier one stands. */
export function markTwice(entries: readonly AppointmentEntry[]): AppointmentEntry[] {
  const ordered = entries
    .filter(holdsTime)
    .sort((one, other) => startOf(one) - startOf(other) || one.line - other.line);
  const busyUntil = new Map<string, number>();
  const problems = new Map<number, string>();
  for (const entry of ordered) {
    const staff = `s:${entry.staffId ?? ""}`;
    const customer = entry.customerId ?? customerKey(entry.customer);
    const isFree = (who: string) => (busyUntil.get(who) ?? 0) <= startOf(entry);
    if (!isFree(staff)) problems.set(entry.line, "time-twice");
    else if (!isFree(customer)) problems.set(entry.line, "customer-twice");
    else for (const who of [staff, customer]) busyUntil.set(who, Date.parse(entry.endsAt ?? ""));
  }

  return entries.map((entry) => ({
    ...entry,
    problem: entry.problem ?? problems.get(entry.line) ?? null,
  }));
}

const startOf = ({ startsAt }: AppointmentEntry) => Date.parse(startsAt ?? "");

/** What is taken already, by whomever; of a row that keeps no time, whether it is here already. */
export async function markTaken(
  db: TenantDb,
  companyId: string,
  entries: readonly AppointmentEntry[],
): Promise<AppointmentEntry[]> {
  const rows = entries.flatMap((entry) => {
    const { line, staffId, customerId, startsAt, endsAt, status, problem } = entry;

    return problem === null
      ? [{ ...{ line, staffId, customerId, startsAt, endsAt, status }, holds: holdsTime(entry) }]
      : [];
  });
  const taken = await db.$queryRaw<{ line: number; problem: string }[]>`
    select line, problem from (
      select r.line, case
        when not r.holds then case when exists (select from appointments a
          where a.company_id = ${companyId}::uuid and a.staff_id = r."staffId"
            and a.starts_at = r."startsAt" and a.customer_id = r."customerId" and a.status = r.status)
          then 'appointment-known' end
        when exists (select from slot_claims k where k.company_id = ${companyId}::uuid
          and k.staff_id = r."staffId" and k.during && tstzrange(r."startsAt", r."endsAt"))
          then 'time-taken'
        when exists (select from slot_claims k where k.company_id = ${companyId}::uuid
          and k.customer_id = r."customerId" and k.attends && tstzrange(r."startsAt", r."endsAt"))
          then 'customer-busy' end as problem
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(line int, "staffId" uuid,
        "customerId" uuid, "startsAt" timestamptz, "endsAt" timestamptz, status text, holds boolean)) asked
    where problem is not null`;
  const problems = new Map(taken.map(({ line, problem }) => [line, problem]));

  return entries.map((entry) => ({
    ...entry,
    problem: entry.problem ?? problems.get(entry.line) ?? null,
  }));
}
