import type { Mail } from "@/lib/delivery/schema";

/** Everything that can be said of a mail; never more than is known. */
export type MailState =
  | "waiting"
  | "sending"
  | "retrying"
  | "sent"
  | "delayed"
  | "delivered"
  | "complained"
  | "bounced"
  | "refused"
  | "failed"
  | "suppressed"
  | "cancelled";

type Facts = Pick<Mail, "status" | "attempts" | "lockedUntil" | "deliveryState" | "error">;

/** The one word for a mail: what the provider reported, else how far we got with it. */
export function mailState(mail: Facts, now: Date): MailState {
  const { status, attempts, lockedUntil, deliveryState, error } = mail;
  if (deliveryState === "failed") return "refused";
  if (deliveryState !== null) return deliveryState;
  if (status === "sent" || status === "cancelled") return status;
  if (status === "failed") return error === ADDRESS_SUPPRESSED ? "suppressed" : "failed";
  if (lockedUntil !== null && new Date(lockedUntil) > now) return "sending";

  return attempts > 0 ? "retrying" : "waiting";
}

const ADDRESS_SUPPRESSED = "address_suppressed";
/** Resend knows an idempotency key for 24 hours; an hour less, so that nobody is late by a minute. */
const KEY_KNOWN_MS = 23 * 3_600_000;
const MOST_ATTEMPTS = 20;

/**
 * How a mail can be sent again: `now` brings a later attempt forward, `again` grants one more under the
 * same key, `anew` makes a new mail with a new key, because the provider has taken this one or has
 * forgotten its key. Null where nothing would be won.
 */
export type RetryMode = "now" | "again" | "anew";

type Retryable = Facts & Pick<Mail, "maxAttempts" | "nextAttemptAt" | "createdAt" | "isReplaced">;

export function retryMode(mail: Retryable, now: Date): RetryMode | null {
  if (mail.isReplaced) return null;
  switch (mail.status) {
    case "pending":
      return isForLater(mail, now) ? "now" : null;
    case "sent":
      return CAME_BACK.has(mail.deliveryState) ? "anew" : null;
    case "failed": {
      const isKeyKnown = now.getTime() - new Date(mail.createdAt).getTime() < KEY_KNOWN_MS;
      const isSameMail = isKeyKnown && mail.deliveryState === null;

      return isSameMail && mail.maxAttempts < MOST_ATTEMPTS ? "again" : "anew";
    }
    case "cancelled":
      return null;
  }
}

function isForLater(mail: Retryable, now: Date): boolean {
  const isLater = mail.nextAttemptAt !== null && new Date(mail.nextAttemptAt) > now;

  return isLater && mailState(mail, now) !== "sending";
}

/** A complaint is not among them: who complained wants no other one. */
const CAME_BACK: ReadonlySet<Mail["deliveryState"]> = new Set(["bounced", "failed", "suppressed"]);

/** A waiting mail can be called off, as long as nobody is just handing it over. */
export function canCancel(mail: Facts, now: Date): boolean {
  return mail.status === "pending" && mailState(mail, now) !== "sending";
}

const ERROR_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^address_suppressed/, "suppressed"],
  [/^key_forgotten/, "forgotten"],
  [/^(missing|restricted|invalid)_api_key/, "key"],
  [/_quota_exceeded/, "quota"],
  [/^rate_limit_exceeded/, "busy"],
  [/^concurrent_idempotent_requests/, "concurrent"],
  [/Unable to fetch data|socket|ECONN|ETIMEDOUT|timeout/i, "unreachable"],
  [/^(application_error|internal_server_error)/, "provider"],
  [/^invalid_idempotent_request/, "changed"],
  [/^(validation_error|invalid_|missing_required_field)/, "invalid"],
  [/^security_error/, "security"],
];

/** Which sentence says an error in words; the error itself may stand below it. */
export function errorWords(error: string): string {
  return ERROR_WORDS.find(([pattern]) => pattern.test(error))?.[1] ?? "other";
}

type Day = { delivered: number; sent: number; bad: number };

/** Of the mails whose fate is known, the share that arrived, in whole per cent; null when none is. */
export function successRate(days: readonly Day[]): number | null {
  const sum = (key: keyof Day) => days.reduce((total, day) => total + day[key], 0);
  const known = sum("delivered") + sum("bad");

  return known === 0 ? null : Math.floor((sum("delivered") * 100) / known);
}
