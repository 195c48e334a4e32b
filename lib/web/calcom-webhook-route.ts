import "server-only";

import { after } from "next/server";

import { receiveWebhook } from "@/lib/calcom/service/receive-webhook";
import { wakeWorkers } from "@/lib/jobs/drain-queues";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { idSchema } from "@/lib/shared/schema";
import { NOWHERE, type Origin } from "@/lib/tenancy/actor";
import { createContext } from "@/lib/tenancy/context";
import { readBody } from "@/lib/web/read-body";
import { clientAddress } from "@/lib/web/request-origin";

/** A booking's message is some kilobytes; what is larger is read no further. */
const MOST_BYTES = 64 * 1024;
const CALENDAR = { kind: "calcom", name: "Cal.com" } as const;

const answer = (status: number, code: string) => Response.json({ code }, { status });

/**
 * Takes what a company's Cal.com tells. It answers 200 to everything that has come, signed or not, so that nobody
 * learns a secret from it; what is not signed, too old or of no booking is kept aside and never acted upon. Only who
 * sends too much without a signature is told to wait.
 */
export async function calcomWebhookRoute(request: Request, id: string): Promise<Response> {
  const { data: company } = idSchema.safeParse(id);
  if (company === undefined) return answer(404, "not-connected");
  // Another body than their default JSON cannot be trusted to say what its signature says.
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type)) return answer(415, "json-only");

  try {
    const body = await readBody(request, MOST_BYTES);
    if (body === null) return answer(413, "too-large");
    const ctx = createContext(company, CALENDAR, { origin: originOf(request) });
    const signature = request.headers.get("x-cal-signature-256");
    const received = await receiveWebhook(ctx, { body, signature });
    if (received === "not-connected") return answer(404, "not-connected");
    if (received === "too-many") {
      return Response.json({ code: "too-many" }, { status: 429, headers: { "Retry-After": "60" } });
    }
    if (ctx.wake.size > 0) after(() => wakeWorkers(ctx.wake, company));

    return answer(200, "received");
  } catch (error) {
    log().error({ err: error, company }, "calendar webhook could not be taken down");

    return answer(503, "try-again");
  }
}

/** Who is counted where nothing is signed. */
function originOf({ headers }: Request): Origin {
  const ip = clientAddress(headers.get("x-forwarded-for") ?? "", env().TRUSTED_PROXIES);

  return { ...NOWHERE, ip };
}
