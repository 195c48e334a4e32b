import type { IncomingHttpHeaders } from "node:http";

import type { Failure, RefusalReason } from "@/lib/platform/calcom/answer";
import type { Reply, Silence } from "@/lib/platform/calcom/exchange";

const SECOND_MS = 1000;
/** How long Cal.com blocks whoever has called too often. */
const USUAL_WAIT_MS = 60 * SECOND_MS;
const LONGEST_WAIT_MS = 60 * 60 * SECOND_MS;
/** Below it a number is seconds from now, above it a time since 1970: their texts and their code differ. */
const SECONDS_BELOW = 1_000_000;
const MILLISECONDS_FROM = 100_000_000_000;
const LONGEST_MESSAGE = 200;
/** A wrong key, an expired token, or a place where no such thing is. */
const CONFIGURATION = new Set([401, 403, 404, 498]);

type Said = { isTheirs: boolean; message: string };

/** Their words are no contract: they only refine what a status says. */
const HINTS: readonly (readonly [RegExp, RefusalReason])[] = [
  [/rescheduled already|already (been )?rescheduled/i, "already-moved"],
  [/already (been )?cancell?ed|because it has been cancell?ed/i, "already-cancelled"],
  [/already ended|has ended/i, "ended"],
  [/in the past/i, "past"],
  [/notice period|minimum (booking )?notice|can't be booked at the/i, "notice"],
  [/already (has|have) booking|not available|already (booked|reserved)/i, "slot-gone"],
];

const reasonOf = (message: string): RefusalReason =>
  HINTS.find(([words]) => words.test(message))?.[1] ?? "rule";

/** What a reply that is no success means; `secrets` are never part of its message. */
export function classify(
  { status, headers, text }: Reply,
  { secrets = [], now = Date.now() }: { secrets?: readonly string[]; now?: number } = {},
): Failure {
  const said = messageIn(text, secrets);
  const message = `${String(status)} ${said.message}`.trim().slice(0, LONGEST_MESSAGE);
  if (status >= 500 || status === 408) {
    return { kind: "outage", cause: "http-5xx", message, mayHaveHappened: true };
  }
  if (status === 429) return { kind: "busy", waitMs: waitMs(headers, now), message };
  if (status === 409) return { kind: "conflict", message };

  return classifyRefusal(status, said, message);
}

function classifyRefusal(status: number, said: Said, message: string): Failure {
  // A page of somebody else, or a path that does not exist there: the address is wrong, no booking is gone.
  const isUnknown = said.isTheirs && !/^Cannot [A-Z]+ \//.test(said.message);
  if (status === 404 && isUnknown) return { kind: "unknown", message };
  if (status === 422) return { kind: "refused", reason: "slot-gone", message };
  if (status === 400 || isRuleOfTheirs(status, said.message)) {
    return { kind: "refused", reason: reasonOf(said.message), message };
  }
  if (status < 400 || CONFIGURATION.has(status)) return { kind: "unauthorised", status, message };

  return { kind: "refused", reason: "rule", message };
}

/** These statuses mean the key, unless the words are about the booking. */
function isRuleOfTheirs(status: number, message: string): boolean {
  if (status === 403) return reasonOf(message) === "notice";

  return status === 401 && /not a host of this event/i.test(message);
}

/** What it means that no reply came. */
export function classifySilence({ silence, mayHaveHappened }: Silence): Failure {
  if (silence === "private") {
    const message = "The address leads into a private network.";

    return { kind: "unauthorised", status: 0, message };
  }
  if (silence === "too-long") return { kind: "unreadable", message: "The answer is too long." };
  const message = silence === "timeout" ? "No answer in time." : "No connection.";

  return { kind: "outage", cause: silence, message, mayHaveHappened };
}

/** How long to leave them alone: `Retry-After` if there is one, else the end of the limit's window. */
export function waitMs(headers: IncomingHttpHeaders, now: number): number {
  const [, reset] =
    Object.entries(headers).find(([name]) => name.startsWith("x-ratelimit-reset")) ?? [];
  const told = untilMs(headers["retry-after"], now) ?? untilMs(reset, now) ?? USUAL_WAIT_MS;

  return Math.min(Math.max(told, SECOND_MS), LONGEST_WAIT_MS);
}

function untilMs(header: string | string[] | undefined, now: number): number | null {
  const text = String(header ?? "").trim();
  if (!/^\d+(\.\d+)?$/.test(text)) {
    const at = Date.parse(text);

    return Number.isNaN(at) ? null : at - now;
  }
  const value = Number(text);
  if (value < SECONDS_BELOW) return value * SECOND_MS;

  return (value < MILLISECONDS_FROM ? value * SECOND_MS : value) - now;
}

function messageIn(
  text: string,
  secrets: readonly string[],
): { isTheirs: boolean; message: string } {
  try {
    const body = JSON.parse(text) as { error?: { message?: unknown }; message?: unknown } | null;
    const said = body?.error?.message ?? body?.message;
    if (typeof said === "string") return { isTheirs: true, message: withoutSecrets(said, secrets) };
  } catch {
    // Not their words: a proxy's page says nothing that is worth keeping.
  }

  return { isTheirs: false, message: "" };
}

/** A uid opens a booking, a key an account, and an address is a person's: none is kept in an error. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .reduce((rest, secret) => rest.replaceAll(secret, "…"), text)
    .replace(/\bcal_\S+|\S+@\S+/g, "…")
    .replace(/(uid=|reschedule )[\w-]{6,}/gi, "$1…")
    .replace(/[\w-]{16,}/g, (word) => (/^[a-z]+([A-Z][a-z]+)*$/.test(word) ? word : "…"));
}
