import { calendarStateRoute } from "@/lib/web/calendar-page";

type Props = { params: Promise<{ company: string }> };

export async function GET(request: Request, { params }: Props): Promise<Response> {
  return calendarStateRoute(request, (await params).company);
}
