import "server-only";

import { closedRanges, type Range, type WorkingHours } from "@/lib/availability/rules";
import type { TenantDb } from "@/lib/tenancy/context";

/** What a staff member's time looks like around a question. */
export type StaffCalendar = {
  id: string;
  name: string;
  timeZone: string;
  workingHours: WorkingHours[];
  /** Time off, closed days, and where the customer is otherwise. */
  away: Range[];
  /** Appointments and live holds; a hold that has run out does not count, swept or not. */
  claims: Range[];
};

type JsonRange = { startsAt: string; endsAt: string };
type Row = Omit<StaffCalendar, "away" | "claims"> & {
  timeOff: JsonRange[];
  elsewhere: JsonRange[];
  closures: { firstDay: string; lastDay: string }[];
  claims: JsonRange[];
};

export type CalendarQuestion = {
  companyId: string;
  serviceId: string;
  branchId: string;
  /** Who performs it now: always included, whatever branch and services are theirs. */
  currentStaffId?: string;
  /** Only this one of them. */
  staffId?: string;
  /** What overlaps these instants is read: all that a wanted time and the time around it could take. */
  from: Date;
  until: Date;
  /** The appointment being moved: its own time and its own hold are free for it. */
  ignoreAppointmentId?: string;
  /** Who comes: nobody is in two places at a time. */
  customerId?: string;
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
      coalesce((select json_agg(json_build_object('firstDay', x.first_day, 'lastDay', x.last_day))
        from closures x where x.company_id = s.company_id
          and (x.branch_id is null or x.branch_id = s.branch_id)
          and x.last_day >= (${q.from}::timestamptz at time zone b.time_zone)::date
          and x.first_day <= (${q.until}::timestamptz at time zone b.time_zone)::date), '[]') as closures,
      coalesce((select json_agg(json_build_object('startsAt', lower(e.attends), 'endsAt', upper(e.attends)))
        from slot_claims e
        left join appointment_reservations h on h.company_id = e.company_id and h.id = e.claimant_id
        where e.company_id = s.company_id and e.customer_id = ${q.customerId ?? null}::uuid
          and e.attends && tstzrange(${q.from}, ${q.until})
          and e.appointment_id is distinct from ${q.ignoreAppointmentId ?? null}::uuid
          and (h.id is null or h.expires_at > now())), '[]') as elsewhere,
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
      and (s.id = ${q.currentStaffId ?? null}::uuid or (s.branch_id = ${q.branchId}::uuid and exists (
        select from staff_services v
        where v.company_id = s.company_id and v.staff_id = s.id and v.service_id = ${q.serviceId}::uuid)))
    order by s.name`;

  return rows.map(({ timeOff, closures, elsewhere, claims, ...staff }) => ({
    ...staff,
    away: [...timeOff, ...elsewhere].map(toRange).concat(closedRanges(closures, staff.timeZone)),
    claims: claims.map(toRange),
  }));
}

function toRange({ startsAt, endsAt }: JsonRange): Range {
  return { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
}
