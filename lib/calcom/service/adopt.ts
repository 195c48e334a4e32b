import "server-only";

import { adoptCancellation, adoptMove } from "@/lib/calcom/service/adopt-booking";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import type { Booking } from "@/lib/calcom/service/read-booking";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Adopted = {
  subject: Subject;
  booking: Booking;
  conclusion: "adopt-move" | "adopt-cancel";
};

/** What was done there counts here, unless it is over here: then nothing is left to be changed. */
export async function adopt(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking, conclusion }: Adopted,
): Promise<"told" | "adopted"> {
  const { id: appointmentId, version, status } = subject;
  if (status !== "pending" && status !== "confirmed") {
    await noteBooking(ctx, db, { appointmentId, booking, version });

    return "told";
  }
  if (conclusion === "adopt-move") await adoptMove(ctx, db, { subject, booking });
  else {
    await adoptCancellation(ctx, db, {
      subject,
      booking,
      reason: booking.cancellationReason ?? "",
    });
  }

  return "adopted";
}
