import "server-only";

import type { Person } from "@/lib/appointments/schema";
import {
  closedRanges,
  isInsideHours,
  openRanges,
  type Range,
  type WorkingHours,
} from "@/lib/availability/rules";
import type { TenantDb } from "@/lib/tenancy/context";

/** An appointment, where it takes place, and who has nothing else then. */
type Offered = Range & { branchId: string; branchZone: string; free: readonly Person[] };

type Closure = { branchId: string | null; firstDay: string; lastDay: string };
type Hours = WorkingHours & { staffId: string };

/** Of those who have nothing else, whoever works at that time, by the rules that free times go by. */
export async function colleaguesAtWork(
  db: TenantDb,
  companyId: string,
  appointments: readonly Offered[],
): Promise<Person[][]> {
  if (appointments.length === 0) return [];
  const people = [...new Set(appointments.flatMap(({ free }) => free.map(({ id }) => id)))];
  const from = new Date(Math.min(...appointments.map(({ startsAt }) => startsAt.getTime())));
  const until = new Date(Math.max(...appointments.map(({ endsAt }) => endsAt.getTime())));
  const hours = await db.$queryRaw<Hours[]>`
    select staff_id as "staffId", weekday, opens_minute as "opensMinute", closes_minute as "closesMinute"
    from staff_working_hours
    where company_id = ${companyId}::uuid and staff_id = any (${people}::uuid[])`;
  // A day of the branch may be one that UTC does not call so yet, or any more.
  const closures = await db.$queryRaw<Closure[]>`
    select branch_id as "branchId", first_day::text as "firstDay", last_day::text as "lastDay" from closures
    where company_id = ${companyId}::uuid and last_day >= (${from}::timestamptz at time zone 'UTC')::date - 1
      and first_day <= (${until}::timestamptz at time zone 'UTC')::date + 1`;
  const hoursOf = (id: string) => hours.filter(({ staffId }) => staffId === id);

  return appointments.map((appointment) => {
    if (isClosed(appointment, closures)) return [];

    return appointment.free.filter(({ id }) => works(appointment, hoursOf(id)));
  });
}

function isClosed({ branchId, branchZone, startsAt, endsAt }: Offered, all: readonly Closure[]) {
  const here = all.filter((closure) => [null, branchId].includes(closure.branchId));

  return closedRanges(here, branchZone).some(
    (closed) => closed.startsAt < endsAt && startsAt < closed.endsAt,
  );
}

function works(
  { branchZone: timeZone, startsAt, endsAt }: Offered,
  workingHours: readonly WorkingHours[],
): boolean {
  const open = openRanges({ timeZone, workingHours, from: startsAt, until: endsAt });

  return isInsideHours({ startsAt, endsAt }, open);
}
