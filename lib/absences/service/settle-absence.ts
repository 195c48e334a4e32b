import "server-only";

import type { Choice, RetryCase } from "@/lib/absences/schema";
import { authoriseAbsence } from "@/lib/absences/service/authorise-absence";
import { AppointmentChanged } from "@/lib/appointments/errors";
import { askNewTime } from "@/lib/appointments/service/ask-new-time";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { DomainError } from "@/lib/shared/errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/** Nobody looks at a button for longer, and no host ends a request sooner. */
const BUDGET_MS = 8000;

/**
 * Does what was decided about the appointments of an absence, one transaction each: what a case leads
 * to, its mails and its outcome are committed together. Whoever is interrupted goes on with the cases
 * that are still open, and two who go on at once share them. At least one is settled, and no further
 * one begun after `budgetMs`.
 *
 * @throws NotAllowed for roles that change nobody's appointments but their own
 * @throws NotFound unknown, removed, of another company, or of a branch that is not the member's
 */
export async function settleAbsence(
  ctx: TenantContext,
  timeOffId: string,
  { budgetMs = BUDGET_MS } = {},
): Promise<void> {
  const startedAt = performance.now();
  for (const id of await listOpen(ctx, timeOffId)) {
    await settle(ctx, id);
    if (performance.now() - startedAt >= budgetMs) return;
  }
}

/**
 * Tries a refused case again, with the appointment as the page shows it now.
 *
 * @throws NotAllowed, NotFound as for `settleAbsence`
 */
export async function retryCase(
  ctx: TenantContext,
  { timeOffId, caseId, seen }: RetryCase,
): Promise<void> {
  await listOpen(ctx, timeOffId);
  const { count } = await ctx.transaction((db) =>
    db.absenceCase.updateMany({
      where: { companyId: ctx.companyId, timeOffId, id: caseId, outcome: "refused" },
      data: { outcome: "open", problem: null, decidedAt: null, ...seen },
    }),
  );
  if (count === 1) await settle(ctx, caseId);
}

async function listOpen(ctx: TenantContext, timeOffId: string): Promise<string[]> {
  const { branchId } = authoriseAbsence(ctx);
  const { companyId } = ctx;

  return ctx.transaction(async (db) => {
    const found = await db.timeOff.findFirst({
      where: { companyId, id: timeOffId, ...(branchId !== null && { staff: { branchId } }) },
      select: {
        absenceCases: { where: { outcome: "open" }, select: { id: true }, orderBy: { id: "asc" } },
      },
    });
    if (found === null) throw new NotFound();

    return found.absenceCases.map(({ id }) => id);
  });
}

type Case = {
  appointmentId: string;
  choice: Choice;
  toStaffId: string | null;
  message: string;
  seenVersion: number;
  seenAskedAt: Date | null;
  startsAt: Date;
  askedAt: Date | null;
};

async function settle(ctx: TenantContext, caseId: string): Promise<void> {
  await ctx.transaction(async (db) => {
    const found = await claim(ctx, db, caseId);
    if (found === null) return;
    try {
      await perform(ctx.joining(db), found);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await db.absenceCase.update({
        where: { companyId_id: { companyId: ctx.companyId, id: caseId } },
        data: { outcome: "refused", problem: error.code },
        select: { id: true },
      });
    }
  });
}

/** Null when somebody else has it or had it; the appointment stays locked until the end. */
async function claim(ctx: TenantContext, db: TenantDb, caseId: string): Promise<Case | null> {
  const claimed = await db.$executeRaw`
    update absence_cases set outcome = 'done', decided_at = ${ctx.now}
    where company_id = ${ctx.companyId}::uuid and id = ${caseId}::uuid and outcome = 'open'`;
  if (claimed === 0) return null;
  const [found] = await db.$queryRaw<Case[]>`
    select k.appointment_id as "appointmentId", k.choice, k.to_staff_id as "toStaffId", k.message,
      k.seen_version as "seenVersion", k.seen_asked_at as "seenAskedAt",
      a.starts_at as "startsAt", a.new_time_asked_at as "askedAt"
    from absence_cases k
    join appointments a on a.company_id = k.company_id and a.id = k.appointment_id
    where k.company_id = ${ctx.companyId}::uuid and k.id = ${caseId}::uuid
    for update of a`;

  return found ?? null;
}

async function perform(ctx: TenantContext, one: Case): Promise<void> {
  const { appointmentId, choice, toStaffId, startsAt } = one;
  const input = { appointmentId, version: one.seenVersion, reason: one.message };
  if (one.askedAt?.getTime() !== one.seenAskedAt?.getTime()) throw new AppointmentChanged();
  if (choice === "ask") await askNewTime(ctx, input);
  if (choice === "cancel") {
    await cancelAppointment(ctx, { ...input, category: "staff_unavailable", notify: true });
  }
  if (choice === "move" && toStaffId !== null) {
    const wanted = { startsAt, staffId: toStaffId, isWithinHours: true };
    await rescheduleAppointment(ctx, { ...input, ...wanted, notify: true });
  }
}
