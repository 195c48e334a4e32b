import "server-only";

import { ancestorOf, reconcile, type Reconciliation } from "@/lib/calcom/rules";
import type { Connection } from "@/lib/calcom/service/connection";
import { loadSubject, type Subject } from "@/lib/calcom/service/load-subject";
import { type Booking, toBooking } from "@/lib/calcom/service/read-booking";
import { readTheirs } from "@/lib/calcom/service/read-theirs";
import { type Conclusion, type Ending, settleSubject } from "@/lib/calcom/service/settle-subject";
import type { SyncRow } from "@/lib/calcom/service/sync-queue";
import { heed, type Heeded, tell } from "@/lib/calcom/service/tell-calendar";
import type { TenantContext } from "@/lib/tenancy/context";

/** Between two looks the other side can change: after so many it is looked at again later. */
const MOST_ROUNDS = 4;

export type Pushed =
  | { kind: "done"; ending: Ending }
  /** Nobody was asked, or the answer counts for the whole company: no attempt is used up. */
  | { kind: "waiting"; wasAsked: boolean }
  | { kind: "retry"; cause: string };

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
  let known: Known = talk.wasAsked ? "unread" : "assumed";
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = await goOn(talk, known);
    if (next !== "unread") return next;
    known = next;
  }

  return { kind: "retry", cause: "still-changing" };
}

type Talk = {
  ctx: TenantContext;
  connection: Connection;
  subject: Subject;
  row: SyncRow;
  wasAsked: boolean;
};

/** What is known of the booking: taken for granted, to be read, or read (null: there is none). */
type Known = "assumed" | "unread" | Booking | null;

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
  if (!isToTell(action)) return end(talk, action, booking);

  const uid = booking?.uid ?? subject.bookingUid ?? "";
  const answer = await tell(talk, { action, uid });
  if (answer.kind !== "ok") return notToldYet(talk, { heeded: heed(answer), known });

  return end(talk, action === "replace" ? "half-told" : "told", toBooking(talk.ctx, answer.data));
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
    case "refused":
      // By a booking that was only taken for granted: that is not refused yet.
      return known === "assumed" ? "unread" : end(talk, "compensate", booking);
    case "read":
      return "unread";
    default:
      return waitOrRetry(talk, heeded);
  }
}

async function end(
  { ctx, row, subject }: Talk,
  conclusion: Conclusion,
  booking: Booking | null,
): Promise<Pushed> {
  const ending = await settleSubject(ctx, { row, subject, conclusion, booking });

  return { kind: "done", ending };
}

function decide(subject: Subject, theirs: Booking | null | "assumed"): Reconciliation {
  const { ours, base } = subject;
  if (theirs === "assumed") return reconcile({ ours, base, theirs: base });

  const known = theirs === null ? base : ancestorOf(subject, theirs);

  return reconcile({ ours, base: known, theirs });
}

type ToTell = "create" | "move" | "cancel" | "replace";

function isToTell(action: Reconciliation): action is ToTell {
  return ["create", "move", "cancel", "replace"].includes(action);
}

function waitOrRetry({ wasAsked }: Talk, heeded: Heeded): Pushed {
  if (heeded.next === "held" || heeded.next === "wait") {
    return { kind: "waiting", wasAsked };
  }

  return { kind: "retry", cause: heeded.next === "retry" ? heeded.cause : heeded.next };
}
