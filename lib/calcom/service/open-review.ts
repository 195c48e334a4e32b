import "server-only";

import type { ReviewProblem } from "@/lib/calcom/schema";
import { noteTrouble } from "@/lib/calcom/service/note-booking";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { shortened } from "@/lib/shared/shortened";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Review = {
  problem: ReviewProblem;
  appointmentId: string | null;
  booking: Booking | null;
};

/** Whoever books through a public page writes there what they like. */
const cut = (text: string | null | undefined, length: number) =>
  text == null ? null : shortened(text, length);

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
          title: shortened(booking.title, 200),
          attendee: cut(booking.attendee?.name, 120),
          email: cut(booking.attendee?.email, 254),
          host: cut(booking.hostEmails[0], 254),
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
