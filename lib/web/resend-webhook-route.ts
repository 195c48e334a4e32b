import "server-only";

import * as z from "zod";

import { deliveryReportSchema } from "@/lib/delivery/schema";
import { applyDeliveryReport } from "@/lib/delivery/service/apply-delivery-report";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { isSigned, signedHeaders } from "@/lib/platform/mail/webhook-signature";
import { createContext, createVisitorContext } from "@/lib/tenancy/context";
import { readBody } from "@/lib/web/read-body";

/** Reports are some hundred bytes; what is larger is read no further. */
const MOST_BYTES = 256 * 1024;
const LONGEST_ID = 200;
const PROVIDER = { kind: "system", name: "mail-provider" } as const;

const answer = (status: number, body: Record<string, string>) => Response.json(body, { status });

/**
 * Takes what the mail provider reports. Without a valid signature nothing is read or written; with one
 * the answer is 200 whatever the report says, or 503 when it should come again.
 */
export async function resendWebhookRoute(request: Request): Promise<Response> {
  const { RESEND_WEBHOOK_SECRET, RESEND_WEBHOOK_SECRET_PREVIOUS } = env();
  const secrets = [RESEND_WEBHOOK_SECRET, RESEND_WEBHOOK_SECRET_PREVIOUS].filter(
    (secret) => secret !== undefined,
  );
  if (secrets.length === 0) return answer(404, { code: "not-configured" });
  const headers = signedHeaders(request.headers);
  if (headers === null || headers.id.length > LONGEST_ID) return answer(400, { code: "unsigned" });
  const body = await readBody(request, MOST_BYTES);
  if (body === null) return answer(413, { code: "too-large" });
  if (!isSigned(body, headers, secrets)) return answer(401, { code: "invalid-signature" });

  let message: unknown;
  try {
    message = JSON.parse(body.toString("utf8"));
  } catch {
    return answer(400, { code: "invalid-json" });
  }

  try {
    return answer(200, { outcome: await apply(headers.id, message) });
  } catch (error) {
    log().error({ err: error, webhook: headers.id }, "delivery report could not be applied");

    return answer(503, { code: "try-again" });
  }
}

function apply(id: string, message: unknown): Promise<string> {
  const { data: report = null } = deliveryReportSchema.safeParse(message);
  const companyId = report?.companyId ?? null;
  const ctx = companyId === null ? createVisitorContext(null) : createContext(companyId, PROVIDER);

  return applyDeliveryReport(ctx, { id, type: typeOf(message), report });
}

function typeOf(message: unknown): string {
  const { data } = z.object({ type: z.string() }).safeParse(message);

  return data?.type.replaceAll("\0", "") ?? "";
}
