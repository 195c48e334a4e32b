import "server-only";

import { calendarQuerySchema } from "@/lib/calendar/schema";
import { listCalendar } from "@/lib/calendar/service/list-calendar";
import { type Translate, translator } from "@/lib/platform/messages";
import { DomainError } from "@/lib/shared/errors";
import { findMemberRequest } from "@/lib/web/page-context";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

export type CalendarPage = PortalPage & { calendar: Translate };

/** What the pages around the calendar need. */
export async function calendarPage(params: PortalParams): Promise<CalendarPage> {
  const page = await portalPage(params);

  return { ...page, calendar: translator(page.locale, "calendar") };
}

/** Tells an open calendar whether it still shows what is; strangers get nothing. */
export async function calendarStateRoute(request: Request, company: string): Promise<Response> {
  const member = await findMemberRequest(company);
  if (member === null) return new Response(null, { status: 404 });
  const query = calendarQuerySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  try {
    const { mark } = await listCalendar(member.ctx, query, member.company.timeZone);

    return Response.json({ mark }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: 404 });
    throw error;
  }
}
