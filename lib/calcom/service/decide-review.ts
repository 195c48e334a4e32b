import "server-only";

import { SlotTaken } from "@/lib/appointments/errors";
import { recordActivity } from "@/lib/audit/service/record-activity";
import {
  BookingNotPlaceable,
  CalendarNotConnected,
  CalendarUnreachable,
  ReviewDecided,
} from "@/lib/calcom/errors";
import type { DecideReview } from "@/lib/calcom/schema";
import { matchBooking, writeBooking } from "@/lib/calcom/service/import-booking";
import { openConnection } from "@/lib/calcom/service/lease-connection";
import { loadSubject } from "@/lib/calcom/service/load-subject";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import { type Booking, readBooking } from "@/lib/calcom/service/read-booking";
import { isTaken } from "@/lib/calcom/service/settle-subject";
import { requeue } from "@/lib/calcom/service/sync-queue";
import { requireSyncRights } from "@/lib/calcom/service/sync-rights";
import { newCustomerSchema } from "@/lib/customers/schema";
import { normaliseEmail } from "@/lib/shared/email";
import { shortened } from "@/lib/shared/shortened";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Decides about a booking that nobody here could place: it is an appointment that we have, it becomes one (with its
 * customer, where that is a new one), or it is none of ours. Of two people at once, one decides.
 *
 * @throws NotAllowed, CalendarNotConnected, CalendarUnreachable
 * @throws ReviewDecided somebody was faster, or the booking to import is cancelled by now
 * @throws NotFound unknown, or no appointment of that reference
 * @throws BookingNotPlaceable its event type or host is not paired
 * @throws SlotTaken the time is taken here
 */
export async function decideReview(ctx: TenantContext, input: DecideReview): Promise<void> {
  requireSyncRights(ctx);
  const booking = input.decision === "ignore" ? null : await read(ctx, input.reviewId);
  try {
    await ctx.transaction(async (db) => {
      await close(ctx, db, input);
      if (input.decision === "link" && booking !== null) {
        await link(ctx, db, { booking, reference: input.reference });
      }
      if (input.decision === "import" && booking !== null) await importNow(ctx, db, booking);
      await recordActivity(ctx, db, {
        event: "calcom_review_decided",
        data: { decision: input.decision },
      });
    });
  } catch (error) {
    if (isTaken(error)) throw new SlotTaken({ details: { nearest: [] }, cause: error });
    throw error;
  }
}

/** The booking as it is now: what the list says of it may be old. */
async function read(ctx: TenantContext, reviewId: string): Promise<Booking> {
  const connection = await openConnection(ctx);
  if (connection === null) throw new CalendarNotConnected();
  const uid = await ctx.transaction(async (db) => {
    const [row] = await db.$queryRaw<{ uid: string | null }[]>`
      select booking_uid as uid from calcom_reviews
      where company_id = ${ctx.companyId}::uuid and id = ${reviewId}::uuid and appointment_id is null`;

    return row?.uid ?? null;
  });
  if (uid === null) throw new NotFound();
  const answer = await readBooking(ctx, connection, uid);
  if (answer.kind !== "ok") throw new CalendarUnreachable();

  return answer.data;
}

const CLOSED_AS = { link: "linked", import: "imported", ignore: "ignored" } as const;

async function close(
  ctx: TenantContext,
  db: TenantDb,
  { reviewId, decision }: DecideReview,
): Promise<void> {
  const decidedBy = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  const closed = await db.$executeRaw`
    update calcom_reviews set status = ${CLOSED_AS[decision]}, decided_at = now(), decided_by = ${decidedBy}::uuid
    where company_id = ${ctx.companyId}::uuid and id = ${reviewId}::uuid and status = 'open'
      and appointment_id is null`;
  if (closed === 0) throw new ReviewDecided();
}

/** From now on it is this appointment's booking; where the two differ, ours counts. */
async function link(
  ctx: TenantContext,
  db: TenantDb,
  { booking, reference }: { booking: Booking; reference: string },
): Promise<void> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    select id from appointments
    where company_id = ${ctx.companyId}::uuid and reference = ${reference.trim().toUpperCase()}
      and (calcom_booking_uid is null or calcom_is_cancelled)`;
  if (row === undefined) throw new NotFound();
  const subject = await loadSubject(ctx, db, { appointmentId: row.id, lock: true });
  if (subject === null) throw new NotFound();
  await noteBooking(ctx, db, { appointmentId: row.id, booking, version: null });
  await requeue(ctx, db, subject);
}

async function importNow(ctx: TenantContext, db: TenantDb, booking: Booking): Promise<void> {
  if (!booking.isActive) throw new ReviewDecided();
  const matched = await matchBooking(ctx, db, booking);
  if (matched === "no-customer") {
    await addCustomer(ctx, db, booking);

    return importNow(ctx, db, booking);
  }
  if (typeof matched === "string") throw new BookingNotPlaceable();
  if (!(await writeBooking(ctx, db, { booking, ...matched }))) throw new BookingNotPlaceable();
}

/** By the rules of the form in which somebody writes down a customer; who names no zone that we know lives in the company's. */
async function addCustomer(ctx: TenantContext, db: TenantDb, { attendee }: Booking): Promise<void> {
  const { companyId } = ctx;
  const company = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { locale: true, timeZone: true },
  });
  const named = (name: string) =>
    newCustomerSchema.safeParse({
      ...company,
      ...{ name: shortened(name, 120), email: attendee?.email ?? "" },
      ...(attendee?.timeZone && { timeZone: attendee.timeZone }),
    });
  const known = named(attendee?.name ?? "");
  const { data } = known.success ? known : named(attendee?.email ?? "");
  if (data === undefined || data.email === "") throw new BookingNotPlaceable();
  const { name, email, locale, timeZone } = data;
  await db.customer.create({
    data: { companyId, name, email, emailNormalised: normaliseEmail(email), locale, timeZone },
    select: { id: true },
  });
}
