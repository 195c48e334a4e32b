import "server-only";

import type { Person } from "@/lib/appointments/schema";
import { closedRanges, type Range, type WorkingHours } from "@/lib/availability/rules";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NOBODY, REACH } from "@/lib/tenancy/roles";

/** Somebody who performs appointments, and when they are there. */
export type PersonAtWork = Person & {
  branch: Person;
  timeZone: string;
  workingHours: WorkingHours[];
  away: (Range & { name: string | null })[];
};

type JsonAway = { startsAt: string; endsAt: string };
type Row = Omit<PersonAtWork, "away"> & {
  timeOff: JsonAway[];
  closures: { firstDay: string; lastDay: string; name: string }[];
};

/** Everybody whose calendar a member may see, by branch and name, with what is around some days. */
export async function loadPeople(
  ctx: TenantContext,
  db: TenantDb,
  { member, from, until }: { member: Member; from: Date; until: Date },
): Promise<PersonAtWork[]> {
  const reach = REACH["see-appointments"][member.role];
  const branchId = reach === "branch" ? (member.branchId ?? NOBODY) : null;
  const staffId = reach === "own" ? (member.staffId ?? NOBODY) : null;
  const rows = await db.$queryRaw<Row[]>`
    select s.id, s.name, json_build_object('id', b.id, 'name', b.name) as branch, b.time_zone as "timeZone",
      coalesce((select json_agg(json_build_object('weekday', w.weekday,
          'opensMinute', w.opens_minute, 'closesMinute', w.closes_minute))
        from staff_working_hours w where w.company_id = s.company_id and w.staff_id = s.id), '[]')
        as "workingHours",
      coalesce((select json_agg(json_build_object('startsAt', t.starts_at, 'endsAt', t.ends_at))
        from staff_time_off t where t.company_id = s.company_id and t.staff_id = s.id
          and t.ends_at > ${from} and t.starts_at < ${until}), '[]') as "timeOff",
      coalesce((select json_agg(json_build_object('firstDay', x.first_day, 'lastDay', x.last_day, 'name', x.name))
        from closures x where x.company_id = s.company_id
          and (x.branch_id is null or x.branch_id = s.branch_id)
          and x.last_day >= (${from}::timestamptz at time zone b.time_zone)::date
          and x.first_day <= (${until}::timestamptz at time zone b.time_zone)::date), '[]') as closures
    from staff s
    join branches b on b.company_id = s.company_id and b.id = s.branch_id
    where s.company_id = ${ctx.companyId}::uuid and s.is_active
      and (${branchId}::uuid is null or s.branch_id = ${branchId}::uuid)
      and (${staffId}::uuid is null or s.id = ${staffId}::uuid)
    order by b.name, b.id, s.name, s.id`;

  return rows.map(({ timeOff, closures, ...person }) => ({
    ...person,
    away: [
      ...timeOff.map(({ startsAt, endsAt }) => ({
        startsAt: new Date(startsAt),
        endsAt: new Date(endsAt),
        name: null,
      })),
      ...closures.flatMap(({ name, ...days }) =>
        closedRanges([days], person.timeZone).map((range) => ({ ...range, name })),
      ),
    ],
  }));
}
