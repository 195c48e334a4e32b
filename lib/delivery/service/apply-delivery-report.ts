import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { type DeliveryReport, QUEUE_TABLES } from "@/lib/delivery/schema";
import { type Applied, applyReport } from "@/lib/platform/queue/apply-report";
import { normaliseEmail } from "@/lib/shared/email";
import type { TenantContext, TenantDb, VisitorContext } from "@/lib/tenancy/context";

export type ReportOutcome = Applied["outcome"] | "ignored" | "duplicate";

/** Longest that a report's own time may lie back: what is older is somebody's clock. */
const OLDEST_MS = 30 * 24 * 3_600_000;

type Webhook = { id: string; type: string; report: DeliveryReport | null };

/**
 * Applies a verified report of the mail provider to the mail it is about, once: the same message again
 * is a `duplicate`, whenever it comes. What it is about, the mail and its company, stands in the signed
 * message; a mail of another company than the named one is unknown.
 */
export function applyDeliveryReport(
  ctx: TenantContext | VisitorContext,
  { id, type, report }: Webhook,
): Promise<ReportOutcome> {
  return ctx.transaction(async (db) => {
    // Two copies of a message at once: the second one waits, and then finds the first.
    await db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${id}, 0))::text`;
    const known = await db.mailWebhookEvent.findUnique({ where: { id }, select: { id: true } });
    if (known !== null) return "duplicate";

    const outcome = report === null ? "ignored" : await apply(ctx, db, clamped(report, ctx.now));
    await db.mailWebhookEvent.create({ data: { id, type: type.slice(0, 80), outcome } });

    return outcome;
  });
}

function clamped(report: DeliveryReport, now: Date): DeliveryReport {
  const at = report.at.getTime();
  const isPlausible = at > now.getTime() - OLDEST_MS && at <= now.getTime();

  return isPlausible ? report : { ...report, at: now };
}

async function apply(
  ctx: TenantContext | VisitorContext,
  db: TenantDb,
  report: DeliveryReport,
): Promise<Applied["outcome"]> {
  const { kind, queue, mailId, providerMessageId, at, detail } = report;
  const companyId = "companyId" in ctx ? ctx.companyId : null;
  if ((companyId === null) !== (queue === "account-emails")) return "unknown-mail";

  const applied = await applyReport(
    db,
    { table: QUEUE_TABLES[queue], companyId },
    { mailId, providerMessageId, state: kind === "accepted" ? null : kind, at, detail },
  );
  if (applied.outcome !== "unknown-mail" && "companyId" in ctx) {
    await tell(ctx, db, { report, applied });
  }

  return applied.outcome;
}

type Told = { report: DeliveryReport; applied: Applied };

/** What the company gets to know of it: the mail's history, its log, and addresses to leave alone. */
async function tell(ctx: TenantContext, db: TenantDb, told: Told): Promise<void> {
  const { kind, mailId, at, detail } = told.report;
  const event = kind === "failed" ? "provider_failed" : kind;
  await db.mailEvent.create({
    data: { companyId: ctx.companyId, mailId, event, detail, happenedAt: at },
  });
  if (told.report.queue === "invitation-emails") await tellOfInvitation(ctx, db, told);
  await suppress(ctx, db, told);
}

const INVITATION_EVENTS = {
  delivered: "invitation_delivered",
  bounced: "invitation_bounced",
  complained: "invitation_complained",
  failed: "invitation_failed",
  suppressed: "invitation_failed",
} as const;

async function tellOfInvitation(
  ctx: TenantContext,
  db: TenantDb,
  { report: { kind, mailId, detail }, applied }: Told,
): Promise<void> {
  if (applied.outcome !== "applied") return;
  const mail = await db.invitationEmail.findUniqueOrThrow({
    where: { companyId_id: { companyId: ctx.companyId, id: mailId } },
    select: { invitationId: true },
  });
  const subject = { kind: "invitation", id: mail.invitationId } as const;
  if (applied.isNewlySent) {
    await recordActivity(ctx, db, { event: "invitation_sent", subject, data: { error: null } });
  }
  if (kind in INVITATION_EVENTS) {
    const event = INVITATION_EVENTS[kind as keyof typeof INVITATION_EVENTS];
    await recordActivity(ctx, db, { event, subject, data: { error: detail } });
  }
}

/** A reader's complaint weighs more than a mailbox that is not there. */
async function suppress(
  ctx: TenantContext,
  db: TenantDb,
  { report: { kind, mailId, at, detail, isPassing }, applied: { recipient } }: Told,
): Promise<void> {
  const isBounce = (kind === "bounced" && !isPassing) || kind === "suppressed";
  if (recipient === null || !(isBounce || kind === "complained")) return;
  const email = normaliseEmail(recipient);
  const reason = isBounce ? "bounced" : "complained";
  // A report from before somebody lifted it does not undo that.
  const added = await db.$queryRaw<{ isNew: boolean }[]>`
    insert into mail_suppressions (company_id, email_normalised, reason, detail)
    select ${ctx.companyId}::uuid, ${email}, ${reason}, ${detail}
    where not exists (select from mail_suppressions where company_id = ${ctx.companyId}::uuid
      and email_normalised = ${email} and lifted_at > ${at})
    on conflict (company_id, email_normalised) where lifted_at is null
      do update set reason = excluded.reason, detail = excluded.detail
      where excluded.reason = 'complained' and mail_suppressions.reason = 'bounced'
    returning xmax = 0 as "isNew"`;
  if (added[0]?.isNew !== true) return;
  await recordActivity(ctx, db, {
    event: "mail_address_suppressed",
    subject: { kind: "mail", id: mailId },
    data: { email, reason },
  });
}
