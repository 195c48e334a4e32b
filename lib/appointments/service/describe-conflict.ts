import "server-only";

import type { AppointmentConflict, AuditValues } from "@/lib/appointments/schema";
import type { LoadedAppointment } from "@/lib/appointments/service/load-appointment";
import type { TenantDb } from "@/lib/tenancy/context";

/** What has happened to an appointment since somebody saw version `seenVersion` of it. */
export async function describeConflict(
  db: TenantDb,
  {
    companyId,
    seenVersion,
    appointment,
  }: {
    companyId: string;
    seenVersion: number;
    appointment: LoadedAppointment;
  },
): Promise<AppointmentConflict | null> {
  const since = await db.appointmentAuditLog.findMany({
    where: { companyId, appointmentId: appointment.id, version: { gt: seenVersion } },
    orderBy: { version: "desc" },
  });
  const [last] = since;
  if (last === undefined) return null;

  const now = {
    startsAt: appointment.startsAt.toISOString(),
    endsAt: appointment.endsAt.toISOString(),
    staff: { id: appointment.staff.id, name: appointment.staff.name },
    service: { id: appointment.service.id, name: appointment.service.name },
    status: appointment.status,
  };
  // Undoing the changes, newest first, leads back to what the person was looking at.
  const was = since.reduce(
    (state, { oldValues }) => ({ ...state, ...pick(oldValues as AuditValues) }),
    now,
  );

  return {
    seenVersion,
    currentVersion: appointment.version,
    changedAt: last.createdAt.toISOString(),
    actorKind: last.actorKind as AppointmentConflict["actorKind"],
    actorName: last.actorName,
    reason: last.reason,
    was,
    now,
  };
}

function pick({
  startsAt,
  endsAt,
  staff,
  service,
  status,
}: AuditValues): Partial<AppointmentConflict["was"]> {
  return {
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
    ...(staff !== undefined && { staff }),
    ...(service !== undefined && { service }),
    ...(status !== undefined && { status }),
  };
}
