import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { AddressSuppressed, MailNotRetryable, MailOutdated } from "@/lib/delivery/errors";
import { retryMode } from "@/lib/delivery/rules";
import { type Mail, QUEUE_TABLES } from "@/lib/delivery/schema";
import { loadMail } from "@/lib/delivery/service/get-mail";
import { requireMailRights } from "@/lib/delivery/service/mail-rows";
import { findOutdated } from "@/lib/notifications/service/outdated-mails";
import { refusedBy } from "@/lib/platform/database-errors";
import { bringForward, grantAttempt } from "@/lib/platform/queue/intervene";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * Sends a mail again, at once: the same one under its key while the provider knows it, a new one in its
 * place otherwise. Answers the id of the mail that is now on its way. Of two people at once, one wins.
 *
 * @throws NotAllowed, NotFound
 * @throws MailNotRetryable under way, arrived, called off, or already sent again
 * @throws AddressSuppressed nothing is sent to its address
 * @throws MailOutdated its invitation is not open any more, or has a newer link; its one-time link is over; what it says of an
 *   appointment is not so any more, or its link is another one by now, which has gone wherever it has to
 */
export async function retryMail(ctx: TenantContext, id: string): Promise<string> {
  requireMailRights(ctx);
  try {
    return await ctx.transaction(async (db) => {
      const mail = await loadMail(ctx, db, id);
      const sentAs = await sendAgain(ctx, db, mail);
      const { companyId, actor } = ctx;
      await db.mailEvent.create({
        data: { companyId, mailId: id, event: "retried", actorName: actor.name },
      });
      await recordActivity(ctx, db, {
        event: "mail_retried",
        subject: { kind: "mail", id },
        data: { email: mail.recipient },
      });
      ctx.wake.add(mail.queue);

      return sentAs;
    });
  } catch (error) {
    if (
      refusedBy(error, "invitation_email_queue_replaced_once") ||
      refusedBy(error, "appointment_email_queue_replaced_once")
    ) {
      throw new MailNotRetryable({ cause: error });
    }
    throw error;
  }
}

async function sendAgain(ctx: TenantContext, db: TenantDb, mail: Mail): Promise<string> {
  const mode = retryMode(mail, ctx.now);
  if (mode === null) throw new MailNotRetryable();
  if (mail.isSuppressed) throw new AddressSuppressed();
  if (mail.queue === "invitation-emails") await refuseClosed(ctx, db, mail.id);
  else await refuseOutdated(ctx, db, mail.id);
  if (mail.queue === "appointment-emails") await refuseRenewed(ctx, db, mail.id);
  const row = { table: QUEUE_TABLES[mail.queue], companyId: ctx.companyId, id: mail.id };
  if (mode === "anew") return queueAnew(ctx, db, mail);
  const isDone = mode === "now" ? await bringForward(db, row) : await grantAttempt(db, row);
  if (!isDone) throw new MailNotRetryable();

  return mail.id;
}

async function refuseClosed({ companyId }: TenantContext, db: TenantDb, id: string): Promise<void> {
  const open = await db.$queryRaw<unknown[]>`
    select 1 from invitation_email_queue q
    join user_invitations i on i.company_id = q.company_id and i.id = q.invitation_id
      and i.token_generation = q.token_generation
    where q.company_id = ${companyId}::uuid and q.id = ${id}::uuid
      and i.status = 'pending' and i.expires_at > now() and i.deleted_at is null`;
  if (open.length === 0) throw new MailOutdated();
}

async function refuseOutdated(
  { companyId }: TenantContext,
  db: TenantDb,
  id: string,
): Promise<void> {
  if ((await findOutdated(db, companyId, [id])).length > 0) throw new MailOutdated();
}

async function refuseRenewed(
  { companyId }: TenantContext,
  db: TenantDb,
  id: string,
): Promise<void> {
  const dead = await db.$queryRaw<unknown[]>`
    select 1 from appointment_email_queue q
    join appointments a on a.company_id = q.company_id and a.id = q.appointment_id
    where q.company_id = ${companyId}::uuid and q.id = ${id}::uuid and q.audience = 'customer'
      and (q.snapshot->>'linkGeneration')::int < a.link_generation`;
  if (dead.length > 0) throw new MailOutdated();
}

/** The new mail is written anew: what it says is so now, and its key is one the provider has not seen. */
async function queueAnew({ companyId }: TenantContext, db: TenantDb, mail: Mail): Promise<string> {
  const [row] =
    mail.queue === "invitation-emails"
      ? await db.$queryRaw<{ id: string }[]>`
          insert into invitation_email_queue (company_id, invitation_id, token_generation, replaces)
          select company_id, invitation_id, token_generation, id from invitation_email_queue
          where company_id = ${companyId}::uuid and id = ${mail.id}::uuid for update returning id`
      : await db.$queryRaw<{ id: string }[]>`
          insert into appointment_email_queue
            (company_id, appointment_id, access_link_id, kind, audience, recipient, snapshot, replaces)
          select company_id, appointment_id, access_link_id, kind, audience, recipient, snapshot, id
          from appointment_email_queue
          where company_id = ${companyId}::uuid and id = ${mail.id}::uuid for update returning id`;
  if (row === undefined) throw new MailNotRetryable();

  return row.id;
}
