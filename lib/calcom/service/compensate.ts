import "server-only";

import { findNearest, searchOf } from "@/lib/appointments/service/free-times";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import { adoptCancellation, adoptMove } from "@/lib/calcom/service/adopt-booking";
import { askAgain, giveMovesBack } from "@/lib/calcom/service/give-back";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { openReview } from "@/lib/calcom/service/open-review";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { translator } from "@/lib/platform/messages";
import { formatDateTime } from "@/lib/shared/format";
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
  const isMove = booking?.isActive === true && subject.ours.isActive;
  const isNew = subject.base === null && subject.ours.isActive;
  if (!isMove && !isNew) {
    await openReview(ctx, db, { problem: "refused", appointmentId: subject.id, booking });

    return;
  }
  const reason = await explain(ctx, db, {
    subject,
    key: isMove ? "moveRefused" : "bookingRefused",
  });
  if (isMove) {
    await giveMovesBack(ctx, db, subject);
    await adoptMove(ctx, db, { subject, booking, reason });
    await askAgain(ctx, db, subject);
  } else await adoptCancellation(ctx, db, { subject, booking: null, reason });
}

/** In the customer's language: it stands in their mail. */
async function explain(
  ctx: TenantContext,
  db: TenantDb,
  { subject, key }: { subject: Subject; key: "moveRefused" | "bookingRefused" },
): Promise<string> {
  const { startsAt, staffId, timeZone, customer } = subject;
  const calcom = translator(customer.locale, "calcom");
  const appointment = await loadAppointment(db, ctx.companyId, subject.id);
  const nearest =
    appointment === null
      ? []
      : await findNearest(ctx, db, {
          search: searchOf(appointment),
          wanted: { startsAt, staffId },
        });
  const format = (at: Date) => formatDateTime(at, { locale: customer.locale, timeZone });

  return calcom(`compensated.${key}`, {
    time: format(startsAt),
    count: nearest.length,
    times: nearest.map((slot) => format(new Date(slot.startsAt))).join(" · "),
  });
}
