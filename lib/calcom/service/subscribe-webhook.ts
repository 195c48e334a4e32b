import "server-only";

import type { Held } from "@/lib/calcom/service/guard-call";
import type { CalcomClient } from "@/lib/platform/calcom/client";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

const TRIGGERS = [
  ...["BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"],
  ...["BOOKING_REJECTED", "BOOKING_NO_SHOW_UPDATED"],
] as const;
/** An older Cal.com does not know it, and refuses whoever asks for it. */
const NEWER_TRIGGERS = ["BOOKING_REASSIGNED"] as const;

type WebhookAnswer = Awaited<ReturnType<CalcomClient["listWebhooks"]>> | Held;

/** Where a company's Cal.com tells what has changed. */
export function webhookUrl(companyId: string): string {
  return `${env().APP_URL}/api/webhooks/calcom/${companyId}`;
}

/** Whether Cal.com tells us what has changed; null when it does not say. */
export function isSubscribed(answer: WebhookAnswer, companyId: string): boolean | null {
  if (answer.kind !== "ok") return null;

  return answer.data.some(({ url, isActive }) => isActive && url === webhookUrl(companyId));
}

/**
 * Has Cal.com tell us, signed with this secret and no other. That it could not be asked is no failure of what was
 * saved: the page says that nothing is told, and the regular look finds what was not.
 */
export async function subscribe(
  client: CalcomClient,
  { companyId, secret }: { companyId: string; secret: string },
): Promise<void> {
  await unsubscribe(client, companyId);
  const subscriberUrl = webhookUrl(companyId);
  const wanted = { subscriberUrl, secret };
  let answer = await client.subscribeWebhook({
    ...wanted,
    triggers: [...TRIGGERS, ...NEWER_TRIGGERS],
  });
  if (answer.kind === "refused") {
    answer = await client.subscribeWebhook({ ...wanted, triggers: TRIGGERS });
  }
  if (answer.kind !== "ok") {
    log().warn({ company: companyId, answer: answer.kind }, "calendar webhook not subscribed");
  }
}

/** Ends what was subscribed for a company, as far as Cal.com can be asked. */
export async function unsubscribe(client: CalcomClient, companyId: string): Promise<void> {
  const answer = await client.listWebhooks();
  if (answer.kind !== "ok") return;
  const ours = answer.data.filter(({ url }) => url === webhookUrl(companyId));
  for (const { id } of ours) await client.deleteWebhook(id);
}
