import "server-only";

import type { Mail } from "@/lib/delivery/schema";
import { mailRow, mailScope } from "@/lib/delivery/service/mail-rows";
import type { Message } from "@/lib/platform/mail/message";
import { idSchema } from "@/lib/shared/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

export type MailEventName =
  | "attempt_failed"
  | "failed"
  | "accepted"
  | "delayed"
  | "delivered"
  | "complained"
  | "bounced"
  | "provider_failed"
  | "suppressed"
  | "retried"
  | "cancelled";

export type MailEvent = {
  id: string;
  event: MailEventName;
  detail: string | null;
  actorName: string | null;
  happenedAt: Date;
};

export type MailDetail = {
  mail: Mail;
  /** As it went or will go out, without the secret of its link; null before it is written. */
  message: Message | null;
  /** Oldest first. */
  events: MailEvent[];
  /** The mail that stands in for this one. */
  replacedBy: string | null;
};

/**
 * One mail with what it says and what happened to it.
 *
 * @throws NotAllowed for roles that do not see operations
 * @throws NotFound unknown, of another company, or of another branch than the manager's
 */
export async function getMail(ctx: TenantContext, id: string): Promise<MailDetail> {
  mailScope(ctx);
  if (!idSchema.safeParse(id).success) throw new NotFound();

  return ctx.transaction(async (db) => {
    const mail = await loadMail(ctx, db, id);
    const where = { companyId_id: { companyId: ctx.companyId, id } };
    const isInvitation = mail.queue === "invitation-emails";
    const stored = isInvitation
      ? await db.invitationEmail.findUniqueOrThrow({ where, select: { payload: true } })
      : await db.appointmentEmail.findUniqueOrThrow({ where, select: { payload: true } });
    const replacing = { where: { companyId: ctx.companyId, replaces: id }, select: { id: true } };
    const successor = isInvitation
      ? await db.invitationEmail.findFirst(replacing)
      : await db.appointmentEmail.findFirst(replacing);
    const events = await db.mailEvent.findMany({
      where: { companyId: ctx.companyId, mailId: id },
      orderBy: [{ happenedAt: "asc" }, { id: "asc" }],
      take: 200,
    });

    return {
      mail,
      message: stored.payload as Message | null,
      events: events as MailEvent[],
      replacedBy: successor?.id ?? null,
    };
  });
}

/** @throws NotFound, as for `getMail` */
export async function loadMail(ctx: TenantContext, db: TenantDb, id: string): Promise<Mail> {
  const { branchId } = mailScope(ctx);
  const parameters = [ctx.companyId, branchId, null, null, null, 1, id];
  const [mail] = await db.$queryRawUnsafe<Mail[]>(mailRow(), ...parameters);
  if (mail === undefined) throw new NotFound();

  return mail;
}
