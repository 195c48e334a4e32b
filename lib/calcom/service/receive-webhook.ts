import "server-only";

import { createHash } from "node:crypto";
import * as z from "zod";

import { SEALED_FOR } from "@/lib/calcom/service/connection";
import { isSignedByCalcom } from "@/lib/platform/calcom/verify-webhook";
import { clientNet } from "@/lib/platform/client-net";
import { countTry } from "@/lib/platform/rate-limit";
import { unseal } from "@/lib/platform/sealed";
import { shortened } from "@/lib/shared/shortened";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Hints this old are no news: the next poll has them. */
const OLDEST_MS = 3 * 86_400_000;
/** Of what nobody has signed so much is kept to be looked at, the newest; a flood fills no disk. */
const MOST_UNSIGNED = 500;
/** Of one client for one company: what is signed is never counted, so a stranger keeps no hint away. */
const UNSIGNED = { name: "calcom-unsigned", points: 60, seconds: 60 };

const uidSchema = z
  .string()
  .min(1)
  .max(200)
  .refine((uid) => !uid.includes("\0"))
  .optional();
const envelopeSchema = z.object({
  triggerEvent: z.string().transform((trigger) => shortened(trigger, 80)),
  createdAt: z.coerce.date(),
  payload: z.object({
    uid: uidSchema,
    bookingUid: uidSchema,
  }),
});

export type Received = "received" | "duplicate" | "quarantined" | "not-connected" | "too-many";

type Message = { body: Buffer; signature: string | null };

/**
 * Takes a webhook down, once for each body: signed with one of the company's secrets, not too old, and of a booking. What
 * is not so is kept aside with a reason. It is a hint and no more: what it says is read from Cal.com.
 */
export async function receiveWebhook(ctx: TenantContext, message: Message): Promise<Received> {
  const { body, signature } = message;
  const taken = await ctx.transaction(async (db) => {
    const secrets = await findSecrets(ctx, db);
    if (secrets === null) return "not-connected";
    if (!isSignedByCalcom(body, signature, secrets)) return "unsigned";

    return take(ctx, db, { body, isSigned: true });
  });
  if (taken !== "unsigned") return taken;
  const client = ctx.origin.ip === null ? "unknown" : clientNet(ctx.origin.ip);
  if ((await countTry(UNSIGNED, `${ctx.companyId}:${client}`)) !== null) return "too-many";

  return ctx.transaction(async (db) => {
    const received = await take(ctx, db, { body, isSigned: false });
    await forgetOldest(ctx, db);

    return received;
  });
}

async function take(
  ctx: TenantContext,
  db: TenantDb,
  { body, isSigned }: { body: Buffer; isSigned: boolean },
): Promise<Received> {
  const { data: envelope } = envelopeSchema.safeParse(parseJson(body));
  const reason = isSigned ? whyAside(ctx, envelope) : "unsigned";
  const isNew = await keep(ctx, db, { body, envelope, reason });
  if (!isNew) return "duplicate";
  if (reason !== null) return "quarantined";
  ctx.wake.add("calcom-sync");

  return "received";
}

function whyAside({ now }: TenantContext, envelope: Envelope | undefined): string | null {
  if (envelope === undefined) return "unreadable";
  if (now.getTime() - envelope.createdAt.getTime() > OLDEST_MS) return "too-old";

  return bookingUidOf(envelope) === null ? "no-booking" : null;
}

/** A real message under a wrong secret is among the newest; what a stranger has piled up before is not. */
async function forgetOldest({ companyId }: TenantContext, db: TenantDb): Promise<void> {
  await db.$executeRaw`
    delete from calcom_webhooks w using (
      select id from calcom_webhooks
      where company_id = ${companyId}::uuid and status = 'quarantined' and reason = 'unsigned'
      order by received_at desc, id desc offset ${MOST_UNSIGNED}) old
    where w.company_id = ${companyId}::uuid and w.id = old.id`;
}

type Envelope = z.output<typeof envelopeSchema>;

function bookingUidOf({ payload }: Envelope): string | null {
  return payload.uid ?? payload.bookingUid ?? null;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

/** The valid secrets, the newest first; null where the company has no calendar connected. */
async function findSecrets(ctx: TenantContext, db: TenantDb): Promise<string[] | null> {
  const [row] = await db.$queryRaw<{ current: Uint8Array | null; previous: Uint8Array | null }[]>`
    select webhook_secret as current,
      case when previous_secret_until > now() then previous_webhook_secret end as previous
    from calcom_connections
    where company_id = ${ctx.companyId}::uuid and status <> 'disconnected'`;
  if (row === undefined) return null;

  return [row.current, row.previous]
    .filter((sealed) => sealed !== null)
    .map((sealed) => unseal(sealed, SEALED_FOR));
}

type Kept = { body: Buffer; envelope: Envelope | undefined; reason: string | null };

async function keep(
  ctx: TenantContext,
  db: TenantDb,
  { body, envelope, reason }: Kept,
): Promise<boolean> {
  const isQuarantined = reason !== null;
  const text = shortened(body.toString("utf8"), 65_536);
  const kept = await db.$executeRaw`
    insert into calcom_webhooks (company_id, body_hash, trigger_event, booking_uid, body, status, reason,
      next_attempt_at, processed_at)
    select ${ctx.companyId}::uuid, ${new Uint8Array(createHash("sha256").update(body).digest())},
      ${envelope?.triggerEvent ?? null}, ${envelope === undefined ? null : bookingUidOf(envelope)}, ${text},
      ${isQuarantined ? "quarantined" : "received"}, ${reason},
      case when ${isQuarantined} then null else now() end, case when ${isQuarantined} then now() end
    on conflict (company_id, body_hash) do update set status = 'received', reason = null,
        next_attempt_at = now(), processed_at = null
      where calcom_webhooks.status = 'quarantined' and calcom_webhooks.reason = 'unsigned'
        and excluded.status = 'received'`;

  return kept > 0;
}
