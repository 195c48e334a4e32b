import "server-only";

import { guarded, type Held } from "@/lib/calcom/service/guard-call";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { markOf } from "@/lib/calcom/service/read-booking";
import type { Work } from "@/lib/calcom/service/read-theirs";
import type { Answer, RefusalReason } from "@/lib/platform/calcom/answer";
import type { CalcomBooking } from "@/lib/platform/calcom/wire";

type NoAddress = { kind: "no-address" };

/** Says one thing to Cal.com. Who moved or cancelled is for the server alone to say. */
export async function tell(
  { ctx, connection, subject }: Work,
  { action, uid }: { action: "create" | "move" | "cancel" | "replace"; uid: string },
): Promise<Answer<CalcomBooking> | Held | NoAddress> {
  const { client } = connection;
  const { ours, customer, hostEmail } = subject;

  switch (action) {
    case "create": {
      const { name, timeZone, locale } = customer;
      const contact = contactOf(customer);
      if (contact === null) return { kind: "no-address" };

      return guarded(ctx, connection, () =>
        client.createBooking({
          eventTypeId: ours.eventTypeId ?? 0,
          start: ours.startsAt,
          attendee: { name, timeZone, language: locale, ...contact },
          metadata: markOf(ctx, subject.id),
        }),
      );
    }
    case "move":
      return guarded(ctx, connection, () =>
        client.rescheduleBooking(uid, {
          start: ours.startsAt,
          // In the host's name it counts at once, and their notice does not stop what was promised here.
          ...(hostEmail !== null && { rescheduledBy: hostEmail }),
        }),
      );
    case "cancel":
    case "replace":
      return guarded(ctx, connection, () =>
        client.cancelBooking(uid, { reason: subject.cancellationReason ?? subject.reference }),
      );
  }
}

/** They take a telephone number in its international form alone. */
function contactOf({ email, phone }: Subject["customer"]) {
  if (email !== null) return { email };
  const phoneNumber = (phone ?? "").replaceAll(/[\s()/-]/g, "");

  return /^\+[1-9]\d{6,14}$/.test(phoneNumber) ? { phoneNumber } : null;
}

/** What an answer other than "yes" asks for. */
export type Heeded =
  | { next: "read" | "refused" | "too-soon" | "not-allowed" | "no-address" | "held" | "wait" }
  | { next: "retry"; cause: string };

/**
 * What was promised is taken back only where the time itself is the trouble. A rule of theirs that says nothing of the time (a
 * field, no cancelling, another host) is for a person to look at.
 */
const REFUSED = {
  "already-moved": "read",
  "already-cancelled": "read",
  "slot-gone": "refused",
  notice: "too-soon",
  past: "not-allowed",
  ended: "not-allowed",
  rule: "not-allowed",
} as const satisfies Record<RefusalReason, string>;

export function heed(answer: Exclude<Answer<unknown> | Held | NoAddress, { kind: "ok" }>): Heeded {
  switch (answer.kind) {
    case "held":
      return { next: "held" };
    case "no-address":
      return { next: "no-address" };
    case "unauthorised":
    case "busy":
      return { next: "wait" };
    case "outage":
      return { next: "retry", cause: answer.cause };
    case "unreadable":
      return { next: "retry", cause: "unreadable" };
    case "unknown":
    case "conflict":
      return { next: "read" };
    case "refused":
      return { next: REFUSED[answer.reason] };
  }
}
