import { cronRoute } from "@/lib/web/cron-route";

type Props = { params: Promise<{ job: string }> };

export const maxDuration = 300;

export async function GET(request: Request, { params }: Props): Promise<Response> {
  return cronRoute(request, (await params).job);
}
