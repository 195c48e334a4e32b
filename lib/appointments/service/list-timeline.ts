import "server-only";

import { canSee } from "@/lib/appointments/policy";
import type { AuditValues, TimelineEntry } from "@/lib/appointments/schema";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const NEWEST = 100;

/**
 * What happened to an appointment, newest first, at most a hundred entries. Customers see the same
 * facts as the company, without addresses and devices.
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

    const rows = await db.appointmentAuditLog.findMany({
      where: { companyId, appointmentId },
      orderBy: [{ createdAt: "desc" }, { version: "desc" }],
      take: NEWEST,
    });
    const isMember = ctx.actor.kind === "member";

    return rows.map((row) => ({
      id: row.id,
      action: row.action as TimelineEntry["action"],
      version: row.version,
      actorKind: row.actorKind as TimelineEntry["actorKind"],
      actorName: row.actorName,
      oldValues: row.oldValues as AuditValues,
      newValues: row.newValues as AuditValues,
      reason: row.reason,
      ipAddress: isMember ? row.ipAddress : null,
      userAgent: isMember ? row.userAgent : null,
      at: row.createdAt.toISOString(),
    }));
  });
}
