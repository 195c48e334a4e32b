import "server-only";

import { stillToTell } from "@/lib/calcom/rules";
import { agree, isToConfirm } from "@/lib/calcom/service/confirm-booking";
import type { Connection } from "@/lib/calcom/service/connection";
import { decide, isToTell, type ToTell } from "@/lib/calcom/service/decide-telling";
import { loadSubject } from "@/lib/calcom/service/load-subject";
import { toBooking } from "@/lib/calcom/service/read-booking";
import { readTheirs } from "@/lib/calcom/service/read-theirs";
import type { SyncRow } from "@/lib/calcom/service/sync-queue";
import { end, type Known, type Pushed, type Talk, waitOrRetry } from "@/lib/calcom/service/talk";
import { heed, type Heeded, tell } from "@/lib/calcom/service/tell-calendar";
import type { TenantContext } from "@/lib/tenancy/context";

/** Between two looks the other side can change: after so many it is looked at again later. */
const MOST_ROUNDS = 4;

/**
 * Brings one appointment in step. The first time its booking is taken to be as it was when both sides agreed
 * last; after anything unclear it is read first, so that nothing is moved, made or cancelled twice.
 */
export async function pushAppointment(
  ctx: TenantContext,
  connection: Connection,
  row: SyncRow,
): Promise<Pushed> {
  const subject = await ctx.transaction((db) =>
    loadSubject(ctx, db, { appointmentId: row.appointment_id }),
  );
  if (subject === null) return { kind: "retry", cause: "appointment-gone" };
  const talk: Talk = { ctx, connection, subject, row, wasAsked: row.begun > 1 };
  // What was imported may stand there already, under a uid that nobody here knows.
  const isUnknown = subject.isImported && subject.bookingUid === null;
  let known: Known = talk.wasAsked || isUnknown ? "unread" : "assumed";
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = await goOn(talk, known);
    if (next !== "unread") return next;
    known = next;
  }

  return { kind: "retry", cause: "still-changing" };
}

/** One round of the talk: to its end, or to where the booking has to be read. */
async function goOn(talk: Talk, before: Known): Promise<Pushed | "unread"> {
  if (before !== "unread") return decideAndTell(talk, before);
  const read = await readTheirs(talk);

  return read.kind === "ok" ? decideAndTell(talk, read.data) : waitOrRetry(talk, heed(read));
}

async function decideAndTell(
  talk: Talk,
  known: Exclude<Known, "unread">,
): Promise<Pushed | "unread"> {
  const { subject } = talk;
  const booking = known === "assumed" ? null : known;
  const action = decide(subject, known);
  if (action === "agree") return agree(talk, known);
  if (!isToTell(action)) return end(talk, action, booking);
  const tense = stillToTell(action, { ours: subject.ours, theirs: booking, now: talk.ctx.now });
  // Of a booking that is taken for granted nobody knows when it ends.
  if (tense !== "tell" && known === "assumed" && action !== "create") return "unread";
  if (tense !== "tell") return end(talk, tense === "over" ? "agree" : "not-allowed", booking);

  return sayIt(talk, { action, known });
}

type Telling = { action: ToTell; known: Exclude<Known, "unread"> };

async function sayIt(talk: Talk, { action, known }: Telling): Promise<Pushed | "unread"> {
  const { subject } = talk;
  const booking = known === "assumed" ? null : known;
  const uid = booking?.uid ?? subject.bookingUid ?? "";
  const answer = await tell(talk, { action, uid });
  if (answer.kind !== "ok") return notToldYet(talk, { heeded: heed(answer), known });

  const told = toBooking(talk.ctx, answer.data);
  const isHalf = action === "replace" || isToConfirm(subject, told);

  return end(talk, isHalf ? "half-told" : "told", told);
}

async function notToldYet(
  talk: Talk,
  { heeded, known }: { heeded: Heeded; known: Exclude<Known, "unread"> },
): Promise<Pushed | "unread"> {
  const booking = known === "assumed" ? null : known;
  talk.wasAsked ||= heeded.next !== "held";
  switch (heeded.next) {
    case "no-address":
      return end(talk, "no-address", booking);
    case "not-allowed":
      return known === "assumed" ? "unread" : end(talk, "not-allowed", booking);
    case "too-soon":
    case "refused": {
      // By a booking that was only taken for granted: that is not refused yet.
      if (known === "assumed") return "unread";
      // Staff may book and move at short notice; their word is not taken back for a rule about customers.
      const isStaffs = heeded.next === "too-soon" && talk.subject.changedByKind === "member";

      return end(talk, isStaffs ? "not-allowed" : "compensate", booking);
    }
    case "read":
      return "unread";
    default:
      return waitOrRetry(talk, heeded);
  }
}
