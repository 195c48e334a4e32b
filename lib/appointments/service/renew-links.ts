import "server-only";

import { recordLink } from "@/lib/appointments/service/change-link";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import { LINK_OUTLIVES_APPOINTMENT_MS, manageSecret } from "@/lib/appointments/service/manage-link";
import { auditColumns } from "@/lib/audit/service/audit-columns";
import { hashSecret } from "@/lib/platform/secrets";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Whoever has more ahead finds the others among "my appointments", and each in its reminder. */
export const MOST_MAILS = 20;

type Renewed = { id: string; generation: number; startsAt: Date; isOpen: boolean };

/**
 * Ends the links to some appointments of one customer that went to an address which is theirs no more. Mails on their
 * way there are called off; what is ahead, and what such a mail was about, gets one with its new link to the present address.
 */
export async function renewLinks(
  ctx: TenantContext,
  db: TenantDb,
  appointmentIds: readonly string[],
): Promise<void> {
  const calledOff = await callOffMails(ctx, db, appointmentIds);
  const renewed = await raiseGenerations(ctx, db, appointmentIds);
  const told = new Set(
    renewed
      .filter(({ id, isOpen, startsAt }) => calledOff.has(id) || (isOpen && startsAt > ctx.now))
      .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
      .slice(0, MOST_MAILS)
      .map(({ id }) => id),
  );

  await db.appointmentAuditLog.createMany({
    data: renewed
      .filter(({ id }) => !told.has(id))
      .map(({ id: appointmentId }) => ({
        ...auditColumns(ctx),
        companyId: ctx.companyId,
        appointmentId,
        action: "link_rotated",
      })),
  });
  for (const id of told) {
    const appointment = await loadAppointment(db, ctx.companyId, id);
    if (appointment !== null) await recordLink(ctx, db, { appointment });
  }
}

/** What is just being handed over arrives, with a link that is dead by then. */
async function callOffMails(
  { companyId, actor }: TenantContext,
  db: TenantDb,
  appointmentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    with called_off as (
      update appointment_email_queue set status = 'cancelled', next_attempt_at = null
      where company_id = ${companyId}::uuid and appointment_id = any (${appointmentIds}::uuid[])
        and audience = 'customer' and status = 'pending'
        and (locked_until is null or locked_until < now())
      returning id, appointment_id
    ), noted as (
      insert into mail_events (company_id, mail_id, event, actor_name)
      select ${companyId}::uuid, id, 'cancelled', ${actor.name} from called_off
    )
    select distinct appointment_id as id from called_off`;

  return new Set(rows.map(({ id }) => id));
}

async function raiseGenerations(
  { companyId, now }: TenantContext,
  db: TenantDb,
  appointmentIds: readonly string[],
): Promise<Renewed[]> {
  const since = new Date(now.getTime() - LINK_OUTLIVES_APPOINTMENT_MS);
  const live = await db.$queryRaw<Renewed[]>`
    select id, link_generation + 1 as generation, starts_at as "startsAt",
      status in ('pending', 'confirmed', 'in_progress') as "isOpen"
    from appointments
    where company_id = ${companyId}::uuid and id = any (${appointmentIds}::uuid[])
      and link_hash is not null and ends_at > ${since}
    order by id for no key update`;
  const next = live.map(({ id, generation }) => ({
    ...{ id, generation },
    hash: hashSecret(manageSecret(companyId, id, generation)).toString("hex"),
  }));
  await db.$executeRaw`
    update appointments a set link_generation = n.generation, link_hash = decode(n.hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as n(id uuid, generation int, hash text)
    where a.company_id = ${companyId}::uuid and a.id = n.id`;

  return live;
}
