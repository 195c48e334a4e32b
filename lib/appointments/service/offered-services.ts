import "server-only";

import { NotOffered } from "@/lib/appointments/errors";
import type { Person } from "@/lib/appointments/schema";
import type { AppointmentDetail } from "@/lib/appointments/service/get-appointment";
import type { Service } from "@/lib/platform/db/generated/client";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

export type OfferedService = Person & { durationMinutes: number; priceMinor: number };

/** What else this appointment's staff member does, by name; without what it is for already. */
export function listOtherServices(
  ctx: TenantContext,
  { staff, service }: Pick<AppointmentDetail, "staff" | "service">,
): Promise<OfferedService[]> {
  return ctx.transaction((db) =>
    db.service.findMany({
      where: {
        companyId: ctx.companyId,
        isActive: true,
        id: { not: service.id },
        staffServices: { some: { staffId: staff.id } },
      },
      select: { id: true, name: true, durationMinutes: true, priceMinor: true },
      orderBy: { name: "asc" },
    }),
  );
}

export type Offered = Service;

/**
 * A service that a staff member performs.
 *
 * @throws NotOffered unknown, put away, of another company, or nothing that they do
 */
export async function findOffered(
  ctx: TenantContext,
  db: TenantDb,
  { serviceId, staffId }: { serviceId: string; staffId: string },
): Promise<Offered> {
  const offered = await db.service.findFirst({
    where: {
      companyId: ctx.companyId,
      id: serviceId,
      isActive: true,
      staffServices: { some: { staffId } },
    },
  });
  if (offered === null) throw new NotOffered();

  return offered;
}
