import "server-only";

import { canSee } from "@/lib/appointments/policy";
import type { AppointmentAction, TimelineEntry } from "@/lib/appointments/schema";
import type { Actor } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const NEWEST = 100;

/**
 * What happened to an appointment, newest first, at most a hundred entries.
 *
 * @throws NotFound unknown, of another company, or not the actor's to see
 */
export function listTimeline(ctx: TenantContext, appointmentId: string): Promise<TimelineEntry[]> {
  return ctx.transaction(async (db) => {
    const { companyId } = ctx;
    const appointment = await db.appointment.findUnique({
      where: { companyId_id: { companyId, id: appointmentId } },
      select: { id: true, staffId: true, branchId: true },
    });
    if (appointment === null || !canSee(ctx.actor, appointment)) throw new NotFound();

    return loadTimeline(db, { companyId, appointmentId, reader: ctx.actor.kind });
  });
}

/** What the company keeps for itself: its notes, whom a row belongs to, its links, its calendar. */
const COMPANYS_OWN: AppointmentAction[] = [
  "notes_changed",
  "customer_changed",
  "import_undone",
  "link_rotated",
  "link_revoked",
  "calcom_synced",
  "calcom_sync_failed",
];

type Question = { companyId: string; appointmentId: string; reader: Actor["kind"] };

/** One round trip. Customers see the same facts as the company, without addresses and devices. */
export async function loadTimeline(
  db: TenantDb,
  { companyId, appointmentId, reader }: Question,
): Promise<TimelineEntry[]> {
  const isMember = reader === "member";
  const rows = await db.$queryRaw<(Omit<TimelineEntry, "at"> & { at: Date })[]>`
    select id, action, version, actor_kind as "actorKind", actor_name as "actorName",
      old_values as "oldValues", new_values as "newValues", reason, created_at as at,
      case when ${isMember} then host(ip_address) end as "ipAddress",
      case when ${isMember} then user_agent end as "userAgent"
    from appointment_audit_logs
    where company_id = ${companyId}::uuid and appointment_id = ${appointmentId}::uuid
      and (${isMember} or action <> all (${COMPANYS_OWN}))
    order by created_at desc, version desc limit ${NEWEST}`;

  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
