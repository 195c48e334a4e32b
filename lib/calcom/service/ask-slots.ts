import "server-only";

import type { Connection } from "@/lib/calcom/service/connection";
import { guarded } from "@/lib/calcom/service/guard-call";
import { isResting, keepSlots, recentSlots, restSlots } from "@/lib/calcom/service/recent-slots";
import type { Answer } from "@/lib/platform/calcom/answer";
import { countTry } from "@/lib/platform/rate-limit";
import type { TenantContext } from "@/lib/tenancy/context";

const DAY_MS = 86_400_000;
/** More than anybody reads who looks for a time. */
const PER_LINK = { name: "calendar-slots", points: 20, seconds: 300 };

export type SlotQuestion = {
  eventTypeId: number;
  from: number;
  until: number;
  /** The booking that is to move: its own time counts as free. */
  bookingUid: string | null;
};

type Times = ReadonlySet<number>;

/**
 * The free times of each event type at Cal.com, by whole days; null where it does not answer, or is not to be asked now.
 * Whoever has a link sees what was read a moment ago, and sets off so many calls and no more: none of it keeps the company's
 * queue from its calendar.
 */
export async function askSlots(
  ctx: TenantContext,
  connection: Connection,
  questions: readonly SlotQuestion[],
): Promise<(Times | null)[]> {
  const isCustomer = ctx.actor.kind === "customer";
  const known = questions.map((one) => (isCustomer ? recentSlots(keyOf(ctx, one)) : null));
  const mayAsk = known.includes(null) && !isResting(ctx.companyId) && (await isWithinLimit(ctx));

  return Promise.all(
    questions.map(
      async (one, index) => known[index] ?? (mayAsk ? await ask(ctx, connection, one) : null),
    ),
  );
}

async function isWithinLimit({ actor }: TenantContext): Promise<boolean> {
  return actor.kind !== "customer" || (await countTry(PER_LINK, actor.appointmentId)) === null;
}

async function ask(
  ctx: TenantContext,
  connection: Connection,
  question: SlotQuestion,
): Promise<Times | null> {
  const { eventTypeId, bookingUid } = question;
  const { start, end } = daysOf(question);
  const answer = await guarded(ctx, connection, async () =>
    restingWhereBusy(
      ctx.companyId,
      await connection.client.listSlots({
        ...{ eventTypeId, start, end },
        ...(bookingUid !== null && { bookingUidToReschedule: bookingUid }),
      }),
    ),
  );
  if (answer.kind !== "ok") return null;
  const times = new Set(answer.data.map((at) => at.getTime()));
  if (ctx.actor.kind === "customer") keepSlots(keyOf(ctx, question), times);

  return times;
}

/** A limit that a page has met is told to nobody else. */
function restingWhereBusy<Data>(companyId: string, answer: Answer<Data>): Answer<Data> {
  if (answer.kind !== "busy") return answer;
  restSlots(companyId, answer.waitMs);

  return { kind: "unreadable", message: answer.message };
}

function daysOf({ from, until }: SlotQuestion): { start: Date; end: Date } {
  const day = (at: number) => Math.floor(at / DAY_MS) * DAY_MS;

  return { start: new Date(day(from)), end: new Date(day(until) + 2 * DAY_MS) };
}

function keyOf({ companyId }: TenantContext, question: SlotQuestion): string {
  const { start, end } = daysOf(question);
  const { eventTypeId, bookingUid } = question;

  return [companyId, eventTypeId, start.toISOString(), end.toISOString(), bookingUid].join(" ");
}
