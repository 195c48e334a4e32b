import { type ConnectedSalon, inCalendar } from "./calendar";
import { stored } from "./salon";

type Line = {
  id: string;
  status: string;
  startsAt: Date;
  version: number;
  state: string;
  uid: string | null;
};

/**
 * What is wrong between a company and its calendar when everything has come to rest: the two differ, a version has no line
 * in the log, a mail was written twice.
 */
export async function findDisagreements({
  companyId,
  calendar,
}: ConnectedSalon): Promise<string[]> {
  const found: string[] = [];
  const lines = (await stored(
    `select id, status, starts_at as "startsAt", version, calcom_sync_status as state, calcom_booking_uid as uid
     from appointments where company_id = $1`,
    companyId,
  )) as Line[];
  const bookings = calendar.bookings();
  for (const { id, status, startsAt, state, uid } of lines) {
    if (state === "manual_review") continue;
    const booking = bookings.find((one) => one.uid === uid);
    const isThere = booking?.status === "accepted";
    if (state !== "synced") found.push(`${id} is ${state}`);
    if (isThere !== (status !== "cancelled"))
      found.push(`${id} is ${status} here, there ${String(booking?.status)}`);
    if (isThere && new Date(booking.start).getTime() !== startsAt.getTime())
      found.push(`${id} at another time`);
  }
  const reviewed = await stored(
    "select booking_uid as uid from calcom_reviews where company_id = $1",
    companyId,
  );
  const known = new Set(
    [...lines, ...(reviewed as { uid: string | null }[])].map(({ uid }) => uid),
  );
  for (const { uid } of inCalendar(calendar)) {
    if (!known.has(uid)) found.push("a booking that nobody here knows");
  }
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
    ...found,
    ...audited.map(() => "a version without its line"),
    ...twice.map(() => "a mail twice"),
  ];
}
