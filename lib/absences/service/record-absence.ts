import "server-only";

import { AbsenceOutdated } from "@/lib/absences/errors";
import type { RecordAbsence } from "@/lib/absences/schema";
import { type AwayStaff, loadAway } from "@/lib/absences/service/authorise-absence";
import { listReassignable } from "@/lib/appointments/service/reassign-appointments";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { EndsBeforeStart } from "@/lib/staff/errors";
import { toRange } from "@/lib/staff/rules";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Range = { startsAt: Date; endsAt: Date };

/**
 * Takes somebody out of the calendar and writes down what shall become of each appointment; doing it
 * is `settleAbsence`. The same form sent twice is recorded once.
 *
 * @throws NotAllowed for roles that change nobody's appointments but their own
 * @throws NotFound unknown, of another company, or of a branch that is not the member's
 * @throws EndsBeforeStart
 * @throws AbsenceOutdated the appointments are not those that the page had listed
 */
export function recordAbsence(ctx: TenantContext, input: RecordAbsence): Promise<void> {
  return ctx.transaction(async (db) => {
    const staff = await loadAway(ctx, db, input.staffId);
    const range = toRange({ ...input, from: "", until: "" }, staff.timeZone);
    if (range.startsAt >= range.endsAt) {
      throw new EndsBeforeStart({ issues: [{ path: ["lastDay"], message: "ends-before-start" }] });
    }
    if (!(await writeTimeOff(ctx, db, { input, range }))) return;
    await refuseOutdated(ctx, db, { staff, range, input });

    await writeCases(ctx, db, input);
    await recordActivity(ctx, db, {
      event: "absence_recorded",
      subject: { kind: "staff", id: staff.id },
      data: {
        name: staff.name,
        days: [...new Set([input.firstDay, input.lastDay])].join("/"),
        count: input.cases.length,
      },
    });
  });
}

type Written = { input: RecordAbsence; range: Range };

/** Whether it was not written already: a form can be sent twice. */
async function writeTimeOff(
  { companyId }: TenantContext,
  db: TenantDb,
  { input, range }: Written,
): Promise<boolean> {
  const reason = input.reason === "" ? null : input.reason;
  const written = await db.$executeRaw`
    insert into staff_time_off (company_id, id, staff_id, starts_at, ends_at, reason)
    values (${companyId}::uuid, ${input.timeOffId}::uuid, ${input.staffId}::uuid,
      ${range.startsAt}, ${range.endsAt}, ${reason})
    on conflict (company_id, id) do nothing`;

  return written === 1;
}

/** Somebody may have booked, moved or asked since the page was made: nobody is forgotten. */
async function refuseOutdated(
  { companyId, now }: TenantContext,
  db: TenantDb,
  { staff, range, input }: Written & { staff: AwayStaff },
): Promise<void> {
  const present = await listReassignable(db, {
    companyId,
    staffId: staff.id,
    now,
    during: range,
    branchId: staff.reach.branchId,
  });
  const seen = new Map(input.cases.map((one) => [one.appointmentId, one.seen]));
  const isSame =
    seen.size === present.length &&
    present.every(({ id, version, askedAt }) => {
      const known = seen.get(id);

      return known?.seenVersion === version && known.seenAskedAt?.getTime() === askedAt?.getTime();
    });
  if (!isSame) throw new AbsenceOutdated();
}

async function writeCases(
  { companyId, now }: TenantContext,
  db: TenantDb,
  { timeOffId, message, cases }: RecordAbsence,
): Promise<void> {
  await db.absenceCase.createMany({
    data: cases.map(({ appointmentId, seen, choice }) => ({
      companyId,
      timeOffId,
      appointmentId,
      message,
      ...seen,
      ...choice,
      ...(choice.choice === "leave" && { outcome: "done", decidedAt: now }),
    })),
  });
}
