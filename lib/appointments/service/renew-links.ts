import "server-only";

import { recordLink } from "@/lib/appointments/service/change-link";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import { LINK_OUTLIVES_APPOINTMENT_MS, manageSecret } from "@/lib/appointments/service/manage-link";
import { auditColumns } from "@/lib/audit/service/audit-columns";
import { hashSecret } from "@/lib/platform/secrets";
import { sql } from "@/lib/platform/sql";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Whoever has more ahead finds the others among "my appointments", and each in its reminder. */
const MOST_MAILS = 20;

/** Links that open something still. */
const isLive = ({ now }: TenantContext) =>
  sql`a.link_hash is not null and a.ends_at > ${new Date(now.getTime() - LINK_OUTLIVES_APPOINTMENT_MS)}`;
const IS_OPEN = sql`a.status in ('pending', 'confirmed', 'in_progress')`;
/** What is just being handed over arrives, with a link that is dead by then. */
const IS_WAITING = sql`q.audience = 'customer' and q.status = 'pending'
  and (q.locked_until is null or q.locked_until < now())`;

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

/** How many mails go out when the links to all appointments of a customer end now. */
export async function countRenewals(
  ctx: TenantContext,
  db: TenantDb,
  customerId: string,
): Promise<number> {
  const [row] = await db.$queryRaw<{ mails: number }[]>`
    select least(count(*), ${MOST_MAILS})::int as mails from appointments a
    where a.company_id = ${ctx.companyId}::uuid and a.customer_id = ${customerId}::uuid and ${isLive(ctx)}
      and ((${IS_OPEN} and a.starts_at > ${ctx.now}) or exists (
        select from appointment_email_queue q
        where q.company_id = a.company_id and q.appointment_id = a.id and ${IS_WAITING}))`;

  return row?.mails ?? 0;
}

async function callOffMails(
  { companyId, actor }: TenantContext,
  db: TenantDb,
  appointmentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    with called_off as (
      update appointment_email_queue q set status = 'cancelled', next_attempt_at = null
      where q.company_id = ${companyId}::uuid and q.appointment_id = any (${appointmentIds}::uuid[])
        and ${IS_WAITING}
      returning id, appointment_id
    ), noted as (
      insert into mail_events (company_id, mail_id, event, actor_name)
      select ${companyId}::uuid, id, 'cancelled', ${actor.name} from called_off
    )
    select distinct appointment_id as id from called_off`;

  return new Set(rows.map(({ id }) => id));
}

async function raiseGenerations(
  ctx: TenantContext,
  db: TenantDb,
  appointmentIds: readonly string[],
): Promise<Renewed[]> {
  const { companyId } = ctx;
  const live = await db.$queryRaw<Renewed[]>`
    select a.id, a.link_generation + 1 as generation, a.starts_at as "startsAt", ${IS_OPEN} as "isOpen"
    from appointments a
    where a.company_id = ${companyId}::uuid and a.id = any (${appointmentIds}::uuid[]) and ${isLive(ctx)}
    order by a.id for no key update`;
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
