import { calendarRoute } from "@/lib/web/calendar-route";

type Props = { params: Promise<{ company: string; appointment: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  return calendarRoute(await params);
}
