import { calcomWebhookRoute } from "@/lib/web/calcom-webhook-route";

type Props = { params: Promise<{ company: string }> };

export async function POST(request: Request, { params }: Props): Promise<Response> {
  return calcomWebhookRoute(request, (await params).company);
}
