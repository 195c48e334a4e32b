import "server-only";

import { closestOf, findAround, searchOf } from "@/lib/appointments/service/free-times";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import { adoptCancellation, adoptMove } from "@/lib/calcom/service/adopt-booking";
import { askAgain, giveMovesBack } from "@/lib/calcom/service/give-back";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { openReview } from "@/lib/calcom/service/open-review";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { translator } from "@/lib/platform/messages";
import { formatDateTime } from "@/lib/shared/format";
import type { Locale } from "@/lib/shared/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * Cal.com has refused for good what was saved here. A move is taken back to where the booking still is, a new
 * appointment is cancelled: a new version with its line in the log, and the person is told, with the
 * nearest free times; what a customer's move had used up or answered is as it was. What cannot be taken back is put before a person. Needs the appointment's row locked.
 */
export async function compensate(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: { subject: Subject; booking: Booking | null },
): Promise<void> {
  const { status, startsAt, ours } = subject;
  // What has begun, or has taken place, is no promise that could be taken back.
  const isAhead = (status === "pending" || status === "confirmed") && startsAt > ctx.now;
  const isMove = booking?.isActive === true && ours.isActive && booking.startsAt > ctx.now;
  const isNew = subject.base === null && ours.isActive;
  if (!isAhead || (!isMove && !isNew)) {
    await openReview(ctx, db, { problem: "refused", appointmentId: subject.id, booking });

    return;
  }
  const reason = await explain(ctx, db, {
    subject,
    key: isMove ? "moveRefused" : "bookingRefused",
  });
  if (isMove) {
    await giveMovesBack(ctx, db, subject);
    await adoptMove(ctx, db, { subject, booking, ...reason });
    await askAgain(ctx, db, subject);
  } else await adoptCancellation(ctx, db, { subject, booking: null, ...reason });
}

/** The customer reads it in their language, in the mail and beside the appointment; staff get it in theirs. */
async function explain(
  ctx: TenantContext,
  db: TenantDb,
  { subject, key }: { subject: Subject; key: "moveRefused" | "bookingRefused" },
): Promise<{ reason: string; staffReason: string }> {
  const { startsAt, staffId, timeZone, customer } = subject;
  const appointment = await loadAppointment(db, ctx.companyId, subject.id);
  const wanted = { startsAt, staffId };
  // By our calendar alone: the appointment's row is locked, and no other server is waited for meanwhile.
  const nearest =
    appointment === null
      ? []
      : closestOf(await findAround(ctx, db, { search: searchOf(appointment), wanted }), wanted);
  const say = (locale: Locale) => {
    const format = (at: Date) => formatDateTime(at, { locale, timeZone });

    return translator(locale, "calcom")(`compensated.${key}`, {
      time: format(startsAt),
      count: nearest.length,
      times: nearest.map((slot) => format(new Date(slot.startsAt))).join(" · "),
    });
  };

  return { reason: say(customer.locale), staffReason: say(appointment?.staff.locale ?? "de") };
}
