import "server-only";

import { after } from "next/server";

import { receiveWebhook } from "@/lib/calcom/service/receive-webhook";
import { wakeWorkers } from "@/lib/jobs/drain-queues";
import { log } from "@/lib/platform/log";
import { countTry } from "@/lib/platform/rate-limit";
import { idSchema } from "@/lib/shared/schema";
import { createContext } from "@/lib/tenancy/context";
import { readBody } from "@/lib/web/read-body";

/** A booking's message is some kilobytes; what is larger is read no further. */
const MOST_BYTES = 64 * 1024;
/** Of one company: a flood is its own trouble, and nobody else's. */
const FLOOD = { name: "calcom-webhook", points: 600, seconds: 60 };
const CALENDAR = { kind: "calcom", name: "Cal.com" } as const;

const answer = (status: number, code: string) => Response.json({ code }, { status });

/**
 * Takes what a company's Cal.com tells. It answers 200 to everything that has come, signed or not, so that nobody
 * learns a secret from it; what is not signed, too old or of no booking is kept aside and never acted upon.
 */
export async function calcomWebhookRoute(request: Request, id: string): Promise<Response> {
  const { data: company } = idSchema.safeParse(id);
  if (company === undefined) return answer(404, "not-connected");
  // Another body than their default JSON cannot be trusted to say what its signature says.
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type)) return answer(415, "json-only");

  try {
    const wait = await countTry(FLOOD, company);
    if (wait !== null) {
      return Response.json(
        { code: "too-many" },
        { status: 429, headers: { "Retry-After": String(wait) } },
      );
    }
    const body = await readBody(request, MOST_BYTES);
    if (body === null) return answer(413, "too-large");
    const ctx = createContext(company, CALENDAR);
    const signature = request.headers.get("x-cal-signature-256");
    const received = await receiveWebhook(ctx, { body, signature });
    if (received === "not-connected") return answer(404, "not-connected");
    if (ctx.wake.size > 0) after(() => wakeWorkers(ctx.wake, company));

    return answer(200, "received");
  } catch (error) {
    log().error({ err: error, company }, "calendar webhook could not be taken down");

    return answer(503, "try-again");
  }
}
