import "server-only";

import { v7 as uuidV7 } from "uuid";

import { daysOf, defaultChoice } from "@/lib/absences/rules";
import type { AbsenceQuery, Choice } from "@/lib/absences/schema";
import { authoriseAbsence, loadAway } from "@/lib/absences/service/authorise-absence";
import type { Person } from "@/lib/appointments/schema";
import {
  listReassignable,
  type Reassignable,
} from "@/lib/appointments/service/reassign-appointments";
import { toRange } from "@/lib/staff/rules";
import type { TenantContext } from "@/lib/tenancy/context";

export type ConcernedAppointment = Reassignable & {
  preset: { choice: Choice; toStaffId: string | null };
};

export type AbsencePreview = {
  /** What its form is recorded under, once. */
  timeOffId: string;
  staff: Person;
  timeZone: string;
  /** Null: the days are missing, or the last one is before the first. */
  days: { firstDay: string; lastDay: string } | null;
  appointments: ConcernedAppointment[];
};

/**
 * Whom an absence would concern, and what could be done about each of them. Nothing is written.
 *
 * @throws NotAllowed for roles that change nobody's appointments but their own
 * @throws NotFound unknown, of another company, or of a branch that is not the member's
 */
export function previewAbsence(ctx: TenantContext, query: AbsenceQuery): Promise<AbsencePreview> {
  return ctx.transaction(async (db) => {
    const { id, name, timeZone, reach } = await loadAway(ctx, db, query.staffId);
    const days = daysOf(query, { now: ctx.now, timeZone });
    const found =
      days === null
        ? []
        : await listReassignable(db, {
            companyId: ctx.companyId,
            staffId: id,
            now: ctx.now,
            during: toRange({ ...days, from: "", until: "" }, timeZone),
            branchId: reach.branchId,
          });

    return {
      timeOffId: uuidV7(),
      staff: { id, name },
      timeZone,
      days,
      appointments: found.map((one) => ({ ...one, preset: defaultChoice(one) })),
    };
  });
}

export type AbsenceSummary = {
  id: string;
  staff: string;
  timeZone: string;
  startsAt: Date;
  endsAt: Date;
  openCount: number;
  refusedCount: number;
};

/**
 * Who can be called absent, and the absences of now and later about which appointments were decided.
 *
 * @throws NotAllowed for roles that change nobody's appointments but their own
 */
export function listAbsences(
  ctx: TenantContext,
): Promise<{ staff: Person[]; absences: AbsenceSummary[] }> {
  const { branchId } = authoriseAbsence(ctx);

  return ctx.transaction(async (db) => ({
    staff: await db.staffMember.findMany({
      where: { companyId: ctx.companyId, isActive: true, ...(branchId !== null && { branchId }) },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
    absences: await db.$queryRaw<AbsenceSummary[]>`
      select t.id, s.name as staff, b.time_zone as "timeZone", t.starts_at as "startsAt",
        t.ends_at as "endsAt",
        count(*) filter (where k.outcome = 'open')::int as "openCount",
        count(*) filter (where k.outcome = 'refused')::int as "refusedCount"
      from staff_time_off t
      join staff s on s.company_id = t.company_id and s.id = t.staff_id
      join branches b on b.company_id = s.company_id and b.id = s.branch_id
      join absence_cases k on k.company_id = t.company_id and k.time_off_id = t.id
      where t.company_id = ${ctx.companyId}::uuid and t.ends_at > ${ctx.now}
        and (${branchId}::uuid is null or s.branch_id = ${branchId}::uuid)
      group by t.company_id, t.id, s.name, b.time_zone
      order by t.starts_at, t.id limit 20`,
  }));
}
