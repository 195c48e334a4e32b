import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";
import type { Db } from "@/lib/platform/db/transaction";
import { ofCompany } from "@/lib/platform/queue/claim";

export const DELIVERY_STATES = [
  "delayed",
  "delivered",
  "complained",
  "bounced",
  "failed",
  "suppressed",
] as const;
/** What the provider tells of a mail after it has accepted it. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export type Report = {
  mailId: string;
  providerMessageId: string;
  /** Null when it says no more than that the mail was accepted. */
  state: DeliveryState | null;
  at: Date;
  detail: string | null;
};

export type Applied = {
  outcome: "applied" | "outdated" | "unknown-mail";
  /** The report is how we learn that the provider had accepted the mail. */
  isNewlySent: boolean;
  recipient: string | null;
};

type Found = { status: string; recipient: string | null; providerMessageId: string | null };

/**
 * Writes down what the provider says of a mail. The state only moves forward, whatever order reports
 * arrive in; a mail we did not know to be accepted becomes sent, because it was.
 */
export async function applyReport(
  db: Db,
  { table, companyId }: { table: string; companyId: string | null },
  { mailId, providerMessageId, state, at, detail }: Report,
): Promise<Applied> {
  const row = Prisma.sql`${ofCompany(companyId)} q.id = ${mailId}::uuid`;
  const [found] = await db.$queryRaw<Found[]>`
    select q.status, q.payload->>'to' as recipient, q.provider_message_id as "providerMessageId"
    from ${Prisma.raw(table)} q where ${row}
      and coalesce(q.provider_message_id, ${providerMessageId}) = ${providerMessageId} for update`;
  if (found === undefined) {
    return { outcome: "unknown-mail", isNewlySent: false, recipient: null };
  }

  const isNewlySent = found.providerMessageId === null && found.status !== "cancelled";
  if (isNewlySent) {
    await db.$executeRaw`
      update ${Prisma.raw(table)} q set status = 'sent', sent_at = now(), next_attempt_at = null,
        attempts = attempts + case status when 'pending' then 1 else 0 end, last_error = null,
        provider_message_id = ${providerMessageId}, locked_until = null, locked_by = null
      where ${row}`;
  }
  const moved =
    state === null
      ? 0
      : await db.$executeRaw`
          update ${Prisma.raw(table)} q
          set delivery_state = ${state}, delivery_at = ${at}, delivery_detail = ${detail}
          where ${row} and delivery_rank(${state}) > delivery_rank(q.delivery_state)`;

  return {
    outcome: isNewlySent || moved > 0 ? "applied" : "outdated",
    isNewlySent,
    recipient: found.recipient,
  };
}
