import "server-only";

import type { Reconciliation } from "@/lib/calcom/rules";
import type { ReviewProblem } from "@/lib/calcom/schema";
import { adopt } from "@/lib/calcom/service/adopt";
import { adoptConfirmation, isConfirmedThere } from "@/lib/calcom/service/adopt-confirmation";
import { checkHost } from "@/lib/calcom/service/check-host";
import { compensate } from "@/lib/calcom/service/compensate";
import { loadSubject, type Subject } from "@/lib/calcom/service/load-subject";
import { noteBooking, noteNoBooking } from "@/lib/calcom/service/note-booking";
import { openReview } from "@/lib/calcom/service/open-review";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { settleRow, type SyncRow } from "@/lib/calcom/service/sync-queue";
import { refusedBy } from "@/lib/platform/database-errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** How a talk with Cal.com ended. */
export type Conclusion =
  | Extract<Reconciliation, "agree" | `adopt-${string}` | "review">
  /** It was told, and this is the booking now. */
  | "told"
  /** The old booking is cancelled so that another one can take its place. */
  | "half-told"
  /** It was refused for good. */
  | "compensate"
  /** A rule there that is not about the time. */
  | "not-allowed"
  | "no-address";

export type Ending = "told" | "adopted" | "compensated" | "review" | "again";

type Concluded = {
  row: SyncRow;
  subject: Subject;
  conclusion: Conclusion;
  booking: Booking | null;
};

/**
 * Writes down how a talk ended: the booking, our new version where there is one, and the queue's row, in one
 * transaction. Where the appointment has changed while we talked, only what was told is written down,
 * and the row is due again.
 *
 * @throws LeaseLost
 */
export async function settleSubject(ctx: TenantContext, concluded: Concluded): Promise<Ending> {
  try {
    return await ctx.transaction((db) => settle(ctx, db, concluded));
  } catch (error) {
    if (!isTaken(error)) throw error;

    return ctx.transaction((db) => settle(ctx, db, { ...concluded, conclusion: "overlap" }));
  }
}

/** Whether the database refuses a time because somebody has it here. */
export function isTaken(error: unknown): boolean {
  return refusedBy(error, "slot_claims_no_overlap") || refusedBy(error, "slot_claims_one_place");
}

type Settled = Omit<Concluded, "conclusion"> & { conclusion: Conclusion | "overlap" };

async function settle(ctx: TenantContext, db: TenantDb, settled: Settled): Promise<Ending> {
  const { row, subject, conclusion, booking } = settled;
  const fresh = await loadSubject(ctx, db, { appointmentId: subject.id, lock: true });
  const isCurrent = fresh?.version === subject.version;
  const isDone = isCurrent && conclusion !== "half-told";
  await settleRow(ctx, db, { row, version: isDone ? subject.version : 0 });

  if (conclusion === "told" || conclusion === "half-told") {
    if (booking === null) throw new TypeError("told, and there is no booking");
    const version = conclusion === "told" ? subject.version : null;
    await noteBooking(ctx, db, { appointmentId: subject.id, booking, version });
    if (conclusion === "half-told" || !isCurrent) return "again";
    await checkHost(ctx, db, { subject, booking });

    return "told";
  }
  if (!isCurrent) return "again";

  return conclude(ctx, db, { ...settled, conclusion });
}

type Rest = Omit<Settled, "conclusion"> & {
  conclusion: Exclude<Settled["conclusion"], "told" | "half-told">;
};

async function conclude(
  ctx: TenantContext,
  db: TenantDb,
  { subject, conclusion, booking }: Rest,
): Promise<Ending> {
  const { id: appointmentId, version } = subject;
  switch (conclusion) {
    case "agree":
      if (booking === null) await noteNoBooking(ctx, db, { appointmentId, version });
      else await noteAgreement(ctx, db, { subject, booking });

      return "told";
    case "adopt-move":
    case "adopt-cancel":
    case "adopt-again":
      if (booking === null) throw new TypeError(`${conclusion}, and there is no booking`);

      return adopt(ctx, db, { subject, booking, conclusion });
    case "compensate":
      await compensate(ctx, db, { subject, booking });

      return "compensated";
    case "no-address":
    case "not-allowed":
    case "overlap":
    case "review":
      await openReview(ctx, db, {
        problem: problemOf(conclusion, { subject, booking }),
        appointmentId,
        booking,
      });

      return "review";
  }
}

async function noteAgreement(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: { subject: Subject; booking: Booking },
): Promise<void> {
  const { id: appointmentId, version } = subject;
  await noteBooking(ctx, db, { appointmentId, booking, version });
  await checkHost(ctx, db, { subject, booking });
  if (isConfirmedThere(subject, booking)) await adoptConfirmation(ctx, db, subject);
}

function problemOf(
  conclusion: "no-address" | "not-allowed" | "overlap" | "review",
  { subject, booking }: Pick<Concluded, "subject" | "booking">,
): ReviewProblem {
  if (conclusion === "not-allowed") return "refused";
  if (conclusion !== "review") return conclusion;

  return booking === null ? "booking-gone" : differenceOf(subject, booking);
}

/** What a person has to look at where both sides have changed something that neither gives way to. */
export function differenceOf({ base }: Subject, { isActive }: Booking): ReviewProblem {
  return base?.isActive === false && isActive ? "made-again" : "no-service";
}
