import "server-only";

import { type ErrorResponse, Resend } from "resend";

import { env } from "@/lib/platform/env";
import type { Delivery, Transport } from "@/lib/platform/mail/message";

const CONFIGURATION = new Set([
  "missing_api_key",
  "restricted_api_key",
  "invalid_api_key",
  "daily_quota_exceeded",
  "monthly_quota_exceeded",
]);
const TEMPORARY = new Set([
  "application_error",
  "internal_server_error",
  "concurrent_idempotent_requests",
]);

/** How Resend's error names and statuses are to be taken (resend.com/docs/api-reference/errors). */
export function classify({ name, message, statusCode }: ErrorResponse): Delivery {
  const error = `${name}: ${message}`;
  if (name === "rate_limit_exceeded") return { outcome: "busy", error, retryAfterSeconds: 1 };
  if (CONFIGURATION.has(name) || statusCode === 401 || statusCode === 403) {
    return { outcome: "configuration", error };
  }
  // No status at all: the answer never came, so it may have been accepted. The key makes that safe.
  const isTemporary = TEMPORARY.has(name) || statusCode === null || statusCode >= 500;

  return { outcome: isTemporary ? "temporary" : "permanent", error };
}

let client: Resend | undefined;

/** Hands a mail to Resend; the key makes a repeated hand-over one mail for 24 hours. */
export const deliverByResend: Transport = async (message, idempotencyKey) => {
  const { RESEND_API_KEY, RESEND_BASE_URL } = env();
  client ??= new Resend(
    RESEND_API_KEY,
    RESEND_BASE_URL === undefined ? {} : { baseUrl: RESEND_BASE_URL },
  );
  const { data, error } = await client.emails.send(
    {
      from: env().MAIL_FROM,
      to: message.to,
      subject: message.subject,
      html: message.html,
      text: message.text,
      attachments: message.attachments.map(({ filename, contentType, content }) => ({
        filename,
        contentType,
        content: Buffer.from(content).toString("base64"),
      })),
    },
    { idempotencyKey },
  );

  return error === null ? { outcome: "accepted", providerMessageId: data.id } : classify(error);
};
