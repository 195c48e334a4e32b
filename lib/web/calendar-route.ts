import "server-only";

import { appointmentCalendarFile } from "@/lib/notifications/service/appointment-mails";
import { findManagedRequest } from "@/lib/web/managed-request";

/** The appointment as a calendar file, for whoever holds its link. */
export async function calendarRoute(params: {
  company: string;
  appointment: string;
}): Promise<Response> {
  const request = await findManagedRequest(params.company, params.appointment);
  if (request === null) return new Response("Not found", { status: 404 });

  const { filename, contentType, content } = appointmentCalendarFile(request.appointment);

  return new Response(content, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${filename}"`,
      "cache-control": "no-store",
    },
  });
}
