import "server-only";

import { guarded } from "@/lib/calcom/service/guard-call";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { type Booking, toBooking } from "@/lib/calcom/service/read-booking";
import { end, type Known, type Pushed, type Talk, waitOrRetry } from "@/lib/calcom/service/talk";
import { heed } from "@/lib/calcom/service/tell-calendar";

/** Whether their booking still waits for a yes that was given here. */
export function isToConfirm({ status }: Subject, booking: Booking | null): booking is Booking {
  const isPromised = ["confirmed", "in_progress", "completed"].includes(status);

  return isPromised && booking?.isActive === true && booking.isUnconfirmed;
}

/** Both sides have it at the same time; what may be missing is the host's yes, which only their booking tells. */
export function agree(talk: Talk, known: Exclude<Known, "unread">): Promise<Pushed | "unread"> {
  const { subject } = talk;
  if (known === "assumed") {
    return subject.base?.isActive === true ? Promise.resolve("unread") : end(talk, "agree", null);
  }

  return isToConfirm(subject, known) ? confirm(talk, known) : end(talk, "agree", known);
}

async function confirm(talk: Talk, booking: Booking): Promise<Pushed | "unread"> {
  const { ctx, connection } = talk;
  const answer = await guarded(ctx, connection, () =>
    connection.client.confirmBooking(booking.uid),
  );
  if (answer.kind === "ok") return end(talk, "agree", toBooking(ctx, answer.data));
  const heeded = heed(answer);
  talk.wasAsked ||= heeded.next !== "held";
  if (heeded.next === "read") return "unread";

  return ["held", "wait", "retry"].includes(heeded.next)
    ? waitOrRetry(talk, heeded)
    : end(talk, "not-allowed", booking);
}
