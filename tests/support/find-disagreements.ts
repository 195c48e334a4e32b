import type { SimulatedBooking } from "@/scripts/simulators/calcom/server.mjs";

import { type ConnectedSalon, inCalendar } from "./calendar";
import { stored } from "./salon";

type Line = {
  id: string;
  status: string;
  startsAt: Date;
  version: number;
  state: string;
  uid: string | null;
  host: string | null;
};

/**
 * What is wrong between a company and its calendar when everything has come to rest: the two differ, something has been made
 * twice, a version has no line in the log, a mail was written twice.
 */
export async function findDisagreements({
  companyId,
  calendar,
}: ConnectedSalon): Promise<string[]> {
  const lines = (await stored(
    `select a.id, a.status, a.starts_at as "startsAt", a.version, a.calcom_sync_status as state,
       a.calcom_booking_uid as uid, h.email_normalised as host
     from appointments a left join calcom_hosts h on h.company_id = a.company_id and h.staff_id = a.staff_id
     where a.company_id = $1`,
    companyId,
  )) as Line[];
  const reviewed = (await stored(
    "select booking_uid as uid from calcom_reviews where company_id = $1",
    companyId,
  )) as { uid: string | null }[];
  const known = new Set([...lines, ...reviewed].map(({ uid }) => uid));
  const audited = await stored(
    `select a.id from appointments a where a.company_id = $1 and a.version <>
       (select count(*) from appointment_audit_logs l where l.appointment_id = a.id and l.version is not null)`,
    companyId,
  );
  const twice = await stored(
    `select appointment_id from appointment_email_queue where company_id = $1
     group by appointment_id, audience, recipient, snapshot->>'version' having count(*) > 1`,
    companyId,
  );

  return [
    ...lines.flatMap((line) => differences(line, calendar.bookings())),
    ...inCalendar(calendar)
      .filter(({ uid }) => !known.has(uid))
      .map(() => "a booking that nobody here knows"),
    ...madeTwice(lines, calendar.bookings()),
    ...audited.map(() => "a version without its line"),
    ...twice.map(() => "a mail twice"),
  ];
}

/** Whether nothing waits to be told to the calendar, or to be taken in from there. */
export async function isAtRest({ companyId }: ConnectedSalon): Promise<boolean> {
  const waiting = await stored(
    `select 1 from calcom_sync_queue where company_id = $1 and status = 'pending'
     union all select 1 from calcom_webhooks where company_id = $1 and status = 'received'`,
    companyId,
  );

  return waiting.length === 0;
}

function differences(
  { id, status, startsAt, state, uid, host }: Line,
  bookings: readonly SimulatedBooking[],
): string[] {
  if (state === "manual_review") return [];
  const found = state === "synced" ? [] : [`${id} is ${state}`];
  const booking = bookings.find((one) => one.uid === uid);
  const isThere = booking?.status === "accepted";
  if (isThere !== (status !== "cancelled"))
    found.push(`${id} is ${status} here, there ${String(booking?.status)}`);
  if (isThere && new Date(booking.start).getTime() !== startsAt.getTime())
    found.push(`${id} at another time`);
  if (isThere && host !== null && booking.hosts.every(({ email }) => email !== host))
    found.push(`${id} with another person`);

  return found;
}

/** Bookings made for an appointment that has another one by now, or that have become an appointment of their own. */
function madeTwice(lines: readonly Line[], bookings: readonly SimulatedBooking[]): string[] {
  return bookings.flatMap((booking) => {
    const wanted = lines.find(({ id }) => id === madeFor(booking, bookings));
    const isOver = booking.status !== "accepted" || wanted?.state === "manual_review";

    return wanted === undefined || isOver || wanted.uid === booking.uid
      ? []
      : [`a booking of ${wanted.id} beside its own`];
  });
}

/** The appointment that a booking, or the one it was moved from, says it was made for. */
function madeFor(
  { metadata, rescheduledFromUid }: SimulatedBooking,
  bookings: readonly SimulatedBooking[],
): string | undefined {
  const [id] = metadata["portalAppointment"]?.split(".") ?? [];
  const before = bookings.find(({ uid }) => uid === rescheduledFromUid);

  return id ?? (before && madeFor(before, bookings));
}
