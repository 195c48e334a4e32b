import "server-only";

import { Temporal } from "temporal-polyfill";

import type { AppointmentFilter, AppointmentStatus } from "@/lib/appointments/schema";
import { DAYS_SHOWN } from "@/lib/appointments/service/list-appointments";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { literalPattern } from "@/lib/platform/like-pattern";
import { localDate } from "@/lib/shared/format";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { NOBODY, REACH } from "@/lib/tenancy/roles";

/** More than anybody reads; what does not fit is said, never left out in silence. */
export const EXPORT_LIMIT = 10_000;

export type ExportedAppointment = {
  reference: string;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  status: AppointmentStatus;
  customer: string;
  email: string | null;
  phone: string | null;
  service: string;
  staff: string;
  branch: string;
  priceMinor: number;
  currency: string;
};

/**
 * Everything that the list shows for a filter, on all of its pages, for a file; that it left the house
 * is written down.
 *
 * @throws NotAllowed for anybody but a member
 */
export async function exportAppointments(
  ctx: TenantContext,
  { day, staffId, branchId, status, search }: AppointmentFilter,
  timeZone: string,
): Promise<{ appointments: ExportedAppointment[]; isCut: boolean }> {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotAllowed();
  const reach = REACH["see-appointments"][member.role];
  const ownBranch = reach === "branch" ? (member.branchId ?? NOBODY) : null;
  const ownStaff = reach === "own" ? (member.staffId ?? NOBODY) : null;
  const first = Temporal.PlainDate.from(day ?? localDate(ctx.now, timeZone));
  const next = first.add({ days: DAYS_SHOWN });
  const [from, until] = [first, next].map(
    (date) => new Date(date.toZonedDateTime({ timeZone }).epochMilliseconds),
  );
  const wanted = literalPattern(search);

  return ctx.transaction(async (db) => {
    const rows = await db.$queryRaw<ExportedAppointment[]>`
      select a.reference, a.starts_at as "startsAt", a.ends_at as "endsAt", a.time_zone as "timeZone",
        a.status, c.name as customer, c.email, c.phone, s.name as service, st.name as staff,
        b.name as branch, a.price_minor as "priceMinor", a.currency
      from appointments a
      join customers c on c.company_id = a.company_id and c.id = a.customer_id
      join services s on s.company_id = a.company_id and s.id = a.service_id
      join staff st on st.company_id = a.company_id and st.id = a.staff_id
      join branches b on b.company_id = a.company_id and b.id = a.branch_id
      where a.company_id = ${ctx.companyId}::uuid and a.starts_at >= ${from} and a.starts_at < ${until}
        and (${ownBranch}::uuid is null or a.branch_id = ${ownBranch}::uuid)
        and (${ownStaff}::uuid is null or a.staff_id = ${ownStaff}::uuid)
        and (${branchId ?? null}::uuid is null or a.branch_id = ${branchId ?? null}::uuid)
        and (${staffId ?? null}::uuid is null or a.staff_id = ${staffId ?? null}::uuid)
        and (${status ?? null}::text is null or a.status = ${status ?? null}::text)
        and (${search}::text = '' or a.reference ilike ${wanted} or c.name ilike ${`%${wanted}%`})
      order by a.starts_at, a.id
      limit ${EXPORT_LIMIT + 1}`;
    const appointments = rows.slice(0, EXPORT_LIMIT);
    await recordActivity(ctx, db, {
      event: "appointments_exported",
      data: {
        count: appointments.length,
        from: first.toString(),
        until: next.subtract({ days: 1 }).toString(),
      },
    });

    return { appointments, isCut: rows.length > EXPORT_LIMIT };
  });
}
