import { appointmentsRoute } from "@/lib/web/appointments-route";

type Props = { params: Promise<{ company: string }> };

export async function GET(request: Request, { params }: Props): Promise<Response> {
  return appointmentsRoute(request, (await params).company);
}
