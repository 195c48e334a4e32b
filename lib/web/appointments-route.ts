import "server-only";

import { appointmentFilterSchema } from "@/lib/appointments/schema";
import { appointmentsCsv } from "@/lib/appointments/service/appointments-csv";
import { EXPORT_LIMIT, exportAppointments } from "@/lib/appointments/service/export-appointments";
import { translator } from "@/lib/platform/messages";
import { refuseCrossSite } from "@/lib/web/cross-site";
import { csvResponse } from "@/lib/web/csv-response";
import { requireMember } from "@/lib/web/page-context";

/** What the list shows, as a file in the reader's language. */
export async function appointmentsRoute(request: Request, slug: string): Promise<Response> {
  const refused = refuseCrossSite(request);
  if (refused !== null) return refused;
  const { ctx, company, locale } = await requireMember(slug);
  const calendar = translator(locale, "calendar");
  const common = translator(locale, "common");
  const filter = appointmentFilterSchema.parse(
    Object.fromEntries(new URL(request.url).searchParams),
  );
  const { appointments, isCut } = await exportAppointments(ctx, filter, company.timeZone);
  const csv = appointmentsCsv(appointments, {
    locale,
    heading: (column) => calendar(`export.${column}`),
    status: (status) => common(`appointmentStatus.${status}`),
    cut: isCut ? calendar("export.cut", { count: EXPORT_LIMIT }) : null,
  });

  return csvResponse(csv, {
    name: calendar("export.fileName"),
    now: ctx.now,
    timeZone: company.timeZone,
  });
}
