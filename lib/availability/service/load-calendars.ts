import "server-only";

import type { Range, WorkingHours } from "@/lib/availability/rules";
import type { TenantDb } from "@/lib/tenancy/context";

/** What a staff member's time looks like around a question. */
export type StaffCalendar = {
  id: string;
  name: string;
  timeZone: string;
  workingHours: WorkingHours[];
  timeOff: Range[];
  /** Appointments and live holds; a hold that has run out does not count, swept or not. */
  claims: Range[];
};

type JsonRange = { startsAt: string; endsAt: string };
type Row = Omit<StaffCalendar, "timeOff" | "claims"> & {
  timeOff: JsonRange[];
  claims: JsonRange[];
};

export type CalendarQuestion = {
  companyId: string;
  serviceId: string;
  branchId: string;
  /** Who performs it now: always included, whatever branch and services are theirs. */
  currentStaffId: string;
  /** Only this one of them. */
  staffId?: string;
  from: Date;
  until: Date;
  /** The appointment being moved: its own time and its own hold are free for it. */
  ignoreAppointmentId?: string;
};

/** The calendars of everybody in a branch who performs a service, or of one staff member. */
export async function loadCalendars(db: TenantDb, q: CalendarQuestion): Promise<StaffCalendar[]> {
  const rows = await db.$queryRaw<Row[]>`
    select s.id, s.name, b.time_zone as "timeZone",
      coalesce((select json_agg(json_build_object('weekday', w.weekday,
          'opensMinute', w.opens_minute, 'closesMinute', w.closes_minute))
        from staff_working_hours w where w.company_id = s.company_id and w.staff_id = s.id), '[]')
        as "workingHours",
      coalesce((select json_agg(json_build_object('startsAt', t.starts_at, 'endsAt', t.ends_at))
        from staff_time_off t where t.company_id = s.company_id and t.staff_id = s.id
          and t.ends_at > ${q.from} and t.starts_at < ${q.until}), '[]') as "timeOff",
      coalesce((select json_agg(json_build_object('startsAt', lower(c.during), 'endsAt', upper(c.during)))
        from slot_claims c
        left join appointment_reservations r on r.company_id = c.company_id and r.id = c.claimant_id
        where c.company_id = s.company_id and c.staff_id = s.id
          and c.during && tstzrange(${q.from}, ${q.until})
          and c.appointment_id is distinct from ${q.ignoreAppointmentId ?? null}::uuid
          and (r.id is null or r.expires_at > now())), '[]') as claims
    from staff s
    join branches b on b.company_id = s.company_id and b.id = s.branch_id
    where s.company_id = ${q.companyId}::uuid and s.is_active
      and (${q.staffId ?? null}::uuid is null or s.id = ${q.staffId ?? null}::uuid)
      and (s.id = ${q.currentStaffId}::uuid or (s.branch_id = ${q.branchId}::uuid and exists (
        select from staff_services v
        where v.company_id = s.company_id and v.staff_id = s.id and v.service_id = ${q.serviceId}::uuid)))
    order by s.name`;

  return rows.map((row) => ({
    ...row,
    timeOff: row.timeOff.map(toRange),
    claims: row.claims.map(toRange),
  }));
}

function toRange({ startsAt, endsAt }: JsonRange): Range {
  return { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
}
