import "server-only";

import { type CreateEmailOptions, type ErrorResponse, Resend } from "resend";

import { env } from "@/lib/platform/env";
import type { Delivery, Message, Tags, Transport } from "@/lib/platform/mail/message";

const CONFIGURATION = new Set(["missing_api_key", "restricted_api_key", "invalid_api_key"]);
const QUOTA = new Set(["daily_quota_exceeded", "monthly_quota_exceeded"]);
/** A quarter of a lease: a late answer counts as none before somebody else may send the mail. */
const REQUEST_TIMEOUT_MS = 15_000;

type Headers = Readonly<Record<string, string>> | null;

/** How Resend's error names and statuses are to be taken (resend.com/docs/api-reference/errors). */
export function classify(
  { name, message, statusCode }: ErrorResponse,
  headers: Headers = null,
): Delivery {
  const error = `${name}: ${message}`;
  const seconds = secondsIn(headers, "retry-after");
  if (QUOTA.has(name)) {
    return { outcome: "quota", error, ...(seconds !== null && { retryAfterSeconds: seconds }) };
  }
  if (CONFIGURATION.has(name) || statusCode === 401 || statusCode === 403) {
    return { outcome: "configuration", error };
  }
  if (name === "rate_limit_exceeded" || statusCode === 429) {
    const retryAfterSeconds = seconds ?? secondsIn(headers, "ratelimit-reset") ?? 1;

    return { outcome: "busy", error, retryAfterSeconds: Math.max(1, retryAfterSeconds) };
  }

  return { outcome: isTemporary(name, statusCode) ? "temporary" : "permanent", error };
}

/** No status at all: the answer never came, so it may have been accepted. The key makes that safe. */
function isTemporary(name: string, status: number | null): boolean {
  return (
    name === "concurrent_idempotent_requests" || status === null || status === 408 || status >= 500
  );
}

/** Seconds until the provider takes another request, when this one was the last of its second. */
export function restSeconds(headers: Headers): number | null {
  if (secondsIn(headers, "ratelimit-remaining") !== 0) return null;

  return secondsIn(headers, "ratelimit-reset");
}

/** A number of seconds; `retry-after` may be a date as well. */
function secondsIn(headers: Headers, name: string): number | null {
  const text = headers?.[name]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const at = Date.parse(text);

  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

let client: Resend | undefined;

/** Hands a mail to Resend; the key makes a repeated hand-over one mail for 24 hours. */
export const deliverByResend: Transport = async (message, idempotencyKey, tags) => {
  const { RESEND_API_KEY, RESEND_BASE_URL } = env();
  client ??= new Resend(
    RESEND_API_KEY,
    RESEND_BASE_URL === undefined ? {} : { baseUrl: RESEND_BASE_URL },
  );
  const { data, error, headers } = await client.emails.send(toEmail(message, tags), {
    idempotencyKey,
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  if (error !== null) return classify(error, headers);
  const rest = restSeconds(headers);

  return {
    outcome: "accepted",
    providerMessageId: data.id,
    ...(rest !== null && { restSeconds: rest }),
  };
};

function toEmail(message: Message, tags: Tags): CreateEmailOptions {
  const { from = env().MAIL_FROM, to, replyTo, subject, html, text, attachments } = message;

  return {
    ...{ from, to, subject, html, text },
    ...(replyTo !== undefined && { replyTo }),
    tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      content: Buffer.from(content).toString("base64"),
    })),
  };
}
