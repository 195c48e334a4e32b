import "server-only";

import type { Choice } from "@/lib/absences/schema";
import { authoriseAbsence } from "@/lib/absences/service/authorise-absence";
import type { AppointmentStatus, Person } from "@/lib/appointments/schema";
import { listReassignable } from "@/lib/appointments/service/reassign-appointments";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

export type AbsenceCase = {
  id: string;
  choice: Choice;
  outcome: "open" | "done" | "refused";
  problem: string | null;
  toStaff: string | null;
  appointmentId: string;
  reference: string;
  customer: string;
  phone: string | null;
  service: string;
  timeZone: string;
  /** How the appointment is now, whoever has changed it. */
  version: number;
  status: AppointmentStatus;
  startsAt: Date;
  askedAt: Date | null;
  staff: Person;
  /** Where it was when the absence was recorded. */
  wasAt: Date;
};

export type Absence = {
  id: string;
  staff: Person;
  timeZone: string;
  startsAt: Date;
  endsAt: Date;
  reason: string | null;
  cases: AbsenceCase[];
  /** Appointments that still are in this time and about which nobody has decided here. */
  undecided: { id: string; reference: string; startsAt: Date; customer: string }[];
};

/**
 * An absence with what has become of each appointment, as it is now.
 *
 * @throws NotAllowed for roles that change nobody's appointments but their own
 * @throws NotFound unknown, removed, of another company, or of a branch that is not the member's
 */
export function getAbsence(ctx: TenantContext, id: string): Promise<Absence> {
  const { branchId } = authoriseAbsence(ctx);
  const { companyId } = ctx;

  return ctx.transaction(async (db) => {
    const [found] = await db.$queryRaw<Omit<Absence, "cases" | "undecided">[]>`
      select t.id, json_build_object('id', s.id, 'name', s.name) as staff,
        b.time_zone as "timeZone", t.starts_at as "startsAt", t.ends_at as "endsAt", t.reason
      from staff_time_off t
      join staff s on s.company_id = t.company_id and s.id = t.staff_id
      join branches b on b.company_id = s.company_id and b.id = s.branch_id
      where t.company_id = ${companyId}::uuid and t.id = ${id}::uuid
        and (${branchId}::uuid is null or s.branch_id = ${branchId}::uuid)`;
    if (found === undefined) throw new NotFound();
    const cases = await db.$queryRaw<AbsenceCase[]>`
      select k.id, k.choice, k.outcome, k.problem, o.name as "toStaff",
        a.id as "appointmentId", a.reference, c.name as customer, c.phone, v.name as service,
        a.time_zone as "timeZone", a.version, a.status, a.starts_at as "startsAt",
        a.new_time_asked_at as "askedAt", json_build_object('id', s.id, 'name', s.name) as staff,
        coalesce((select (l.old_values->>'startsAt')::timestamptz from appointment_audit_logs l
          where l.company_id = a.company_id and l.appointment_id = a.id
            and l.version > k.seen_version and l.old_values ? 'startsAt'
          order by l.version limit 1), a.starts_at) as "wasAt"
      from absence_cases k
      join appointments a on a.company_id = k.company_id and a.id = k.appointment_id
      join customers c on c.company_id = a.company_id and c.id = a.customer_id
      join services v on v.company_id = a.company_id and v.id = a.service_id
      join staff s on s.company_id = a.company_id and s.id = a.staff_id
      left join staff o on o.company_id = k.company_id and o.id = k.to_staff_id
      where k.company_id = ${companyId}::uuid and k.time_off_id = ${id}::uuid
      order by "wasAt", a.id`;
    const decided = new Set(cases.map(({ appointmentId }) => appointmentId));
    const { staff, startsAt, endsAt } = found;
    const during = { startsAt, endsAt };
    const present = await listReassignable(db, {
      companyId,
      staffId: staff.id,
      now: ctx.now,
      during,
      branchId,
    });

    return { ...found, cases, undecided: present.filter((one) => !decided.has(one.id)) };
  });
}
