import "server-only";

import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import { loadAppointment, policyOf } from "@/lib/appointments/service/load-appointment";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import { decideReminder } from "@/lib/notifications/rules";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** More than a company has in the days that a reminder looks ahead; the rest is the next run's. */
const MOST_AT_ONCE = 500;

type Candidate = {
  id: string;
  startsAt: Date;
  toldAt: Date;
  hours: number;
  quietFromMinute: number;
  quietUntilMinute: number;
  timeZone: string;
};

/**
 * Queues the reminders of one company that are due. Each appointment gets one for each of its times:
 * that it was written for this start is kept in the statement that queues it. Rows that somebody else
 * is at are left for the next run. Answers how many were queued.
 */
export async function sendReminders(
  ctx: TenantContext,
  { isDryRun = false }: { isDryRun?: boolean } = {},
): Promise<number> {
  return ctx.transaction(async (db) => {
    const due: string[] = [];
    const unneeded: string[] = [];
    for (const { id, startsAt, toldAt, ...rules } of await candidates(ctx, db)) {
      const decision = decideReminder({ startsAt, toldAt, now: ctx.now }, rules);
      if (decision === "send") due.push(id);
      if (decision === "none") unneeded.push(id);
    }
    if (isDryRun) return due.length;
    let queued = 0;
    for (const id of due) queued += await queue(ctx, db, id);
    await settle(ctx, db, { ids: [...due, ...unneeded], mails: [] });

    return queued;
  });
}

/**
 * What was brought along from elsewhere is nothing that its customer was told of by us.
 * Quiet hours bring a reminder forward by a day at most, and by what a job needs before them.
 */
function candidates({ companyId, now }: TenantContext, db: TenantDb): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    select a.id, a.starts_at as "startsAt", co.reminder_hours as hours,
      coalesce((select max(l.created_at) from appointment_audit_logs l
        where l.company_id = a.company_id and l.appointment_id = a.id
          and l.action in ('created', 'rescheduled', 'restored')), 'epoch') as "toldAt",
      co.quiet_from_minute as "quietFromMinute", co.quiet_until_minute as "quietUntilMinute",
      c.time_zone as "timeZone"
    from appointments a
    join companies co on co.id = a.company_id
    join customers c on c.company_id = a.company_id and c.id = a.customer_id
    where a.company_id = ${companyId}::uuid and a.status = 'confirmed'
      and a.reminder_for is distinct from a.starts_at and a.starts_at > ${now}
      and a.starts_at <= ${now}::timestamptz + make_interval(hours => co.reminder_hours + 26)
    order by a.starts_at limit ${MOST_AT_ONCE} for update of a skip locked`;
}

async function queue(ctx: TenantContext, db: TenantDb, id: string): Promise<number> {
  const appointment = await loadAppointment(db, ctx.companyId, id);
  if (appointment === null) return 0;
  const mails = appointmentMails(ctx, appointment, {
    kind: "reminder",
    version: appointment.version,
    startsAt: appointment.startsAt.toISOString(),
    endsAt: appointment.endsAt.toISOString(),
    staff: appointment.staff.name,
    reason: null,
    feeMinor: 0,
    deadline: deadlineOf({ ...policyOf(appointment), now: ctx.now }),
  });
  await settle(ctx, db, { ids: [id], mails });

  return mails.length;
}

async function settle(
  { companyId }: TenantContext,
  db: TenantDb,
  { ids, mails }: { ids: string[]; mails: ReturnType<typeof appointmentMails> },
): Promise<void> {
  await db.$executeRaw`
    with reminded as (
      update appointments set reminder_for = starts_at
      where company_id = ${companyId}::uuid and id = any (${ids}::uuid[])
        and reminder_for is distinct from starts_at
      returning id
    )
    insert into appointment_email_queue
      (company_id, id, appointment_id, kind, audience, recipient, snapshot)
    select ${companyId}::uuid, m.id, reminded.id, m.kind, m.audience, m.recipient, m.snapshot
    from reminded, jsonb_to_recordset(${JSON.stringify(mails)}::jsonb)
      as m(id uuid, kind text, audience text, recipient text, snapshot jsonb)`;
}
