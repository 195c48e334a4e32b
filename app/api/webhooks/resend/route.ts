import { resendWebhookRoute } from "@/lib/web/resend-webhook-route";

export async function POST(request: Request): Promise<Response> {
  return resendWebhookRoute(request);
}
