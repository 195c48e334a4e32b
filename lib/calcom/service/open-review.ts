import "server-only";

import type { ReviewProblem } from "@/lib/calcom/schema";
import { noteTrouble } from "@/lib/calcom/service/note-booking";
import type { Booking } from "@/lib/calcom/service/read-booking";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Review = {
  problem: ReviewProblem;
  appointmentId: string | null;
  booking: Booking | null;
};

/** Puts something before a person, once: what waits already is not written a second time. */
export async function openReview(
  ctx: TenantContext,
  db: TenantDb,
  { problem, appointmentId, booking }: Review,
): Promise<void> {
  const details =
    booking === null
      ? {}
      : {
          startsAt: booking.startsAt.toISOString(),
          endsAt: booking.endsAt.toISOString(),
          title: booking.title.slice(0, 200),
          attendee: booking.attendee?.name.slice(0, 120) ?? null,
          email: booking.attendee?.email?.slice(0, 254) ?? null,
          host: booking.hostEmails[0]?.slice(0, 254) ?? null,
          eventTypeId: booking.eventTypeId,
        };
  await db.$executeRaw`
    insert into calcom_reviews (company_id, booking_uid, appointment_id, problem, details)
    values (${ctx.companyId}::uuid, ${booking?.uid ?? null}, ${appointmentId}::uuid, ${problem},
      ${JSON.stringify(details)}::jsonb)
    on conflict do nothing`;
  if (appointmentId === null) return;
  await noteTrouble(ctx, db, { appointmentId, status: "manual_review", error: problem });
}
