import "server-only";

import type { Person } from "@/lib/appointments/schema";
import { loadOffer } from "@/lib/appointments/service/load-offer";
import { writeAppointment } from "@/lib/appointments/service/write-appointment";
import type { ReviewProblem } from "@/lib/calcom/schema";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import { openReview } from "@/lib/calcom/service/open-review";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { resolvePolicy } from "@/lib/policies/rules";
import { normaliseEmail } from "@/lib/shared/email";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Matched = { serviceId: string; staff: Person & { branchId: string }; customerId: string };

/**
 * A booking that was made at Cal.com becomes an appointment when its event type, host and attendee are a service, a staff
 * member and a customer of the company; otherwise it waits for a person. What is cancelled or over is none of ours.
 *
 * @throws the database's refusal where the time is taken here
 */
export async function importBooking(
  ctx: TenantContext,
  db: TenantDb,
  booking: Booking,
): Promise<"unchanged" | "applied" | "review"> {
  const { uid, earlierUids } = booking;
  if (!booking.isActive || booking.endsAt <= ctx.now) {
    await endWaiting(ctx, db, [uid, ...earlierUids]);

    return "unchanged";
  }
  if (await isIgnored(ctx, db, [uid, ...earlierUids])) return "unchanged";
  const problem = await place(ctx, db, booking);
  if (problem !== null) {
    await endWaiting(ctx, db, earlierUids);
    await openReview(ctx, db, { problem, appointmentId: null, booking });

    return "review";
  }
  await endWaiting(ctx, db, [uid, ...earlierUids]);

  return "applied";
}

/** Why it can be no appointment; null where it has become one. */
async function place(
  ctx: TenantContext,
  db: TenantDb,
  booking: Booking,
): Promise<ReviewProblem | null> {
  const matched = await matchBooking(ctx, db, booking);
  if (typeof matched === "string") return matched;

  return (await writeBooking(ctx, db, { booking, ...matched })) ? null : "not-offered";
}

/**
 * Writes the appointment of a booking; false where the host does not offer the service, or one of the two is put away. A person on the review list may have said who it is for.
 */
export async function writeBooking(
  ctx: TenantContext,
  db: TenantDb,
  { booking, serviceId, staff, customerId }: Matched & { booking: Booking },
): Promise<boolean> {
  const { startsAt, endsAt } = booking;
  const { branchId, ...person } = staff;
  const wanted = { customerId, serviceId, branchId, staffId: staff.id, startsAt };
  const offer = await loadOffer(db, ctx.companyId, wanted);
  if (offer === null) return false;
  await writeAppointment(ctx, db, {
    offer: { ...offer, endsAt },
    policy: resolvePolicy(offer.policyRows),
    slot: { startsAt, endsAt, staff: person, override: null },
    ...{ notes: "", reason: "", isInCalendar: true, isRequest: booking.isUnconfirmed },
  });
  await noteBooking(ctx, db, { appointmentId: offer.id, booking, version: 1 });

  return true;
}

export async function matchBooking(
  ctx: TenantContext,
  db: TenantDb,
  { eventTypeId, hostEmails, attendee }: Booking,
): Promise<Matched | ReviewProblem> {
  const email = attendee?.email ? normaliseEmail(attendee.email) : null;
  const [row] = await db.$queryRaw<
    {
      service: { serviceId: string; staffId: string | null } | null;
      staff: Matched["staff"] | null;
      customerId: string | null;
    }[]
  >`
    select
      (select json_build_object('serviceId', t.service_id, 'staffId', t.staff_id) from calcom_event_types t
        where t.company_id = ${ctx.companyId}::uuid and t.event_type_id = ${eventTypeId}::bigint) as service,
      (select json_build_object('id', s.id, 'name', s.name, 'branchId', s.branch_id)
        from calcom_hosts h join staff s on s.company_id = h.company_id and s.id = h.staff_id
        where h.company_id = ${ctx.companyId}::uuid
          and h.email_normalised = any (${hostEmails.map(normaliseEmail)}::text[])
        limit 1) as staff,
      -- Families share an address: of several the name says which, and without it nobody is guessed.
      (select case when count(*) = 1 or bool_or(f.is_named) then
          (array_agg(f.id order by f.is_named desc, f.created_at))[1] end
        from (select c.id, c.created_at, lower(c.name) = lower(${attendee?.name ?? ""}) as is_named from customers c
          where c.company_id = ${ctx.companyId}::uuid and c.email_normalised = ${email}
            and c.merged_into is null) f) as "customerId"`;
  if (!row?.service) return "no-service";
  if (!row.staff) return "no-host";
  if (row.customerId === null) return "no-customer";

  return { serviceId: row.service.serviceId, staff: row.staff, customerId: row.customerId };
}

/** What somebody has decided to leave alone is not asked about again, wherever it is moved. */
async function isIgnored(
  ctx: TenantContext,
  db: TenantDb,
  uids: readonly string[],
): Promise<boolean> {
  const [row] = await db.$queryRaw<unknown[]>`
    select 1 from calcom_reviews
    where company_id = ${ctx.companyId}::uuid and booking_uid = any (${[...uids]}::text[]) and appointment_id is null
      and status = 'ignored' limit 1`;

  return row !== undefined;
}

/** Nobody needs to decide any more about what has settled itself, or waits under the uid of its last move. */
async function endWaiting(
  ctx: TenantContext,
  db: TenantDb,
  uids: readonly string[],
): Promise<void> {
  await db.$executeRaw`
    update calcom_reviews set status = 'settled', decided_at = now()
    where company_id = ${ctx.companyId}::uuid and booking_uid = any (${[...uids]}::text[])
      and appointment_id is null and status = 'open'`;
}
