import "server-only";

import { v7 as uuidV7 } from "uuid";

import type { Offer } from "@/lib/appointments/schema";
import { type LoadedAppointment, PARTIES } from "@/lib/appointments/service/load-appointment";
import { newReference } from "@/lib/appointments/service/new-reference";
import type { TenantDb } from "@/lib/tenancy/context";

type Row = Pick<
  LoadedAppointment,
  | "customer"
  | "service"
  | "staff"
  | "branch"
  | "company"
  | "policyRows"
  | "cancellations30Days"
  | "priceMinor"
  | "currency"
  | "bufferBeforeMinutes"
  | "bufferAfterMinutes"
  | "timeZone"
>;

type Wanted = Offer & { staffId: string; startsAt: Date };

/**
 * A new appointment as it would be, not written yet. Null when one of its parts is unknown, put away,
 * of another company, or when this staff member does not perform the service in this branch.
 */
export async function loadOffer(
  db: TenantDb,
  companyId: string,
  { customerId, serviceId, branchId, staffId, startsAt }: Wanted,
): Promise<LoadedAppointment | null> {
  const [row] = await db.$queryRaw<Row[]>`
    select s.price_minor as "priceMinor", s.currency, b.time_zone as "timeZone",
      s.buffer_before_minutes as "bufferBeforeMinutes", s.buffer_after_minutes as "bufferAfterMinutes",
      ${PARTIES}
    from services s
    join companies co on co.id = s.company_id
    join customers c on c.company_id = s.company_id and c.id = ${customerId}::uuid and c.merged_into is null
    join branches b on b.company_id = s.company_id and b.id = ${branchId}::uuid and b.is_active
    join staff st on st.company_id = s.company_id and st.id = ${staffId}::uuid
      and st.branch_id = b.id and st.is_active
    join staff_services v on v.company_id = s.company_id and v.staff_id = st.id and v.service_id = s.id
    left join memberships m on m.company_id = s.company_id and m.staff_id = st.id
      and m.deactivated_at is null
    left join users u on u.id = m.user_id
    where s.company_id = ${companyId}::uuid and s.id = ${serviceId}::uuid and s.is_active`;
  if (row === undefined) return null;

  return {
    ...row,
    id: uuidV7(),
    reference: newReference(),
    version: 1,
    status: "confirmed",
    startsAt,
    endsAt: new Date(startsAt.getTime() + row.service.durationMinutes * 60_000),
    notes: null,
    rescheduledCount: 0,
    feeMinor: 0,
    newTimeAskedAt: null,
    newTimeReason: null,
    syncStatus: "not_connected",
    syncError: null,
    linkGeneration: 1,
    linkHash: null,
    promised: null,
  };
}
