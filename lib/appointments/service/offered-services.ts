import "server-only";

import type { Person } from "@/lib/appointments/schema";
import type { AppointmentDetail } from "@/lib/appointments/service/get-appointment";
import type { TenantContext } from "@/lib/tenancy/context";

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
