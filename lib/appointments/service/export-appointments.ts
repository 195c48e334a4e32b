import "server-only";

import type { AppointmentFilter, AppointmentStatus } from "@/lib/appointments/schema";
import { filterAppointments } from "@/lib/appointments/service/filter-appointments";
import { SUMMARY_PARTIES } from "@/lib/appointments/service/summaries";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { sql } from "@/lib/platform/sql";
import type { TenantContext } from "@/lib/tenancy/context";

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
  filter: AppointmentFilter,
  timeZone: string,
): Promise<{ appointments: ExportedAppointment[]; isCut: boolean }> {
  const { span, where } = filterAppointments(ctx, filter, timeZone);
  const order = filter.search === "" ? sql`a.starts_at, a.id` : sql`a.starts_at desc, a.id desc`;

  return ctx.transaction(async (db) => {
    const rows = await db.$queryRaw<ExportedAppointment[]>`
      select a.reference, a.starts_at as "startsAt", a.ends_at as "endsAt", a.time_zone as "timeZone",
        a.status, c.name as customer, c.email, c.phone, s.name as service, st.name as staff,
        b.name as branch, a.price_minor as "priceMinor", a.currency
      from appointments a ${SUMMARY_PARTIES}
      where ${where} order by ${order} limit ${EXPORT_LIMIT + 1}`;
    const appointments = rows.slice(0, EXPORT_LIMIT);
    await recordActivity(ctx, db, {
      event: "appointments_exported",
      data: {
        count: appointments.length,
        ...(filter.search === ""
          ? { from: span.firstDay, until: span.lastDay }
          : { search: filter.search }),
      },
    });

    return { appointments, isCut: rows.length > EXPORT_LIMIT };
  });
}
