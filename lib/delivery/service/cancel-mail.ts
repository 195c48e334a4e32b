import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { MailNotWaiting } from "@/lib/delivery/errors";
import { QUEUE_TABLES } from "@/lib/delivery/schema";
import { loadMail } from "@/lib/delivery/service/get-mail";
import { requireMailRights } from "@/lib/delivery/service/mail-rows";
import { callOff } from "@/lib/platform/queue/intervene";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Calls a waiting mail off. Of two people at once, or a person and a worker, one wins.
 *
 * @throws NotAllowed, NotFound
 * @throws MailNotWaiting sent, failed, called off, or just being handed over
 */
export async function cancelMail(ctx: TenantContext, id: string): Promise<void> {
  requireMailRights(ctx);
  const { companyId, actor } = ctx;

  await ctx.transaction(async (db) => {
    const mail = await loadMail(ctx, db, id);
    if (!(await callOff(db, { table: QUEUE_TABLES[mail.queue], companyId, id }))) {
      throw new MailNotWaiting();
    }
    await db.mailEvent.create({
      data: { companyId, mailId: id, event: "cancelled", actorName: actor.name },
    });
    await recordActivity(ctx, db, {
      event: "mail_cancelled",
      subject: { kind: "mail", id },
      data: { email: mail.recipient },
    });
  });
}
