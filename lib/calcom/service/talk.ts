import "server-only";

import type { Connection } from "@/lib/calcom/service/connection";
import type { Subject } from "@/lib/calcom/service/load-subject";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { type Conclusion, type Ending, settleSubject } from "@/lib/calcom/service/settle-subject";
import type { SyncRow } from "@/lib/calcom/service/sync-queue";
import type { Heeded } from "@/lib/calcom/service/tell-calendar";
import type { TenantContext } from "@/lib/tenancy/context";

export type Pushed =
  | { kind: "done"; ending: Ending }
  /** Nobody was asked, or the answer counts for the whole company: no attempt is used up. */
  | { kind: "waiting"; wasAsked: boolean }
  | { kind: "retry"; cause: string };

/** One appointment that is being talked about, and whether anything was said before. */
export type Talk = {
  ctx: TenantContext;
  connection: Connection;
  subject: Subject;
  row: SyncRow;
  wasAsked: boolean;
};

/** What is known of the booking: taken for granted, to be read, or read (null: there is none). */
export type Known = "assumed" | "unread" | Booking | null;

/** Writes down how the talk ended. */
export async function end(
  { ctx, row, subject }: Talk,
  conclusion: Conclusion,
  booking: Booking | null,
): Promise<Pushed> {
  const ending = await settleSubject(ctx, { row, subject, conclusion, booking });

  return { kind: "done", ending };
}

/** Later: somebody else decides when, or the next attempt does. */
export function waitOrRetry({ wasAsked }: Talk, heeded: Heeded): Pushed {
  if (heeded.next === "held" || heeded.next === "wait") {
    return { kind: "waiting", wasAsked };
  }

  return { kind: "retry", cause: heeded.next === "retry" ? heeded.cause : heeded.next };
}
