import "server-only";

import type { Person } from "@/lib/appointments/schema";
import { adoptAgain } from "@/lib/calcom/service/adopt-again";
import { adoptCancellation, adoptMove } from "@/lib/calcom/service/adopt-booking";
import { adoptConfirmation, isConfirmedThere } from "@/lib/calcom/service/adopt-confirmation";
import { checkHost } from "@/lib/calcom/service/check-host";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import { openReview } from "@/lib/calcom/service/open-review";
import type { Booking } from "@/lib/calcom/service/read-booking";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Adopted = {
  subject: Subject;
  booking: Booking;
  conclusion: "adopt-move" | "adopt-cancel" | "adopt-again";
  /** Who performs it from now on, where a person has said that theirs counts in this as well. */
  to?: Person | null;
};

/** What was done there counts here, unless it is over here: then nothing is left to be changed. */
export async function adopt(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking, conclusion, to = null }: Adopted,
): Promise<"told" | "adopted" | "review"> {
  if (conclusion === "adopt-again") return takeAgain(ctx, db, { subject, booking });
  const { id: appointmentId, version, status } = subject;
  if (status !== "pending" && status !== "confirmed") {
    await noteBooking(ctx, db, { appointmentId, booking, version });

    return "told";
  }
  if (conclusion === "adopt-move") {
    await adoptMove(ctx, db, { subject, booking, to, reason: booking.moveReason ?? "" });
    const moved = { ...subject, version: version + 1 };
    if (isConfirmedThere(moved, booking)) await adoptConfirmation(ctx, db, moved);
  } else {
    await adoptCancellation(ctx, db, {
      subject,
      booking,
      reason: booking.cancellationReason ?? "",
    });
  }
  if (to === null) await checkHost(ctx, db, { subject, booking });

  return "adopted";
}

/** Only what was cancelled there is taken up again without asking: who has cancelled here was told that it is over. */
async function takeAgain(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: Pick<Adopted, "subject" | "booking">,
): Promise<"told" | "adopted" | "review"> {
  const { id: appointmentId, version, status, cancelledByKind, ours } = subject;
  if (booking.endsAt <= ctx.now) {
    await noteBooking(ctx, db, { appointmentId, booking, version });

    return "told";
  }
  const isTheirs = status === "cancelled" && cancelledByKind === "calcom";
  if (isTheirs && booking.eventTypeId === ours.eventTypeId) {
    await adoptAgain(ctx, db, { subject, booking });
    await checkHost(ctx, db, { subject, booking });

    return "adopted";
  }
  await openReview(ctx, db, { problem: "made-again", appointmentId, booking });

  return "review";
}
