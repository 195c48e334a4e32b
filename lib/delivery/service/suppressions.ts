import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { requireMailRights } from "@/lib/delivery/service/mail-rows";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

export type Suppression = {
  id: string;
  email: string;
  reason: "bounced" | "complained";
  detail: string | null;
  since: Date;
};

const MOST_SHOWN = 50;

/**
 * Addresses to which the company sends nothing at present, the newest first.
 *
 * @throws NotAllowed for everybody but those who run the company
 */
export async function listSuppressions(ctx: TenantContext): Promise<Suppression[]> {
  requireMailRights(ctx);
  const rows = await ctx.transaction((db) =>
    db.mailSuppression.findMany({
      where: { companyId: ctx.companyId, liftedAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST_SHOWN,
    }),
  );

  return rows.map(({ id, emailNormalised, reason, detail, createdAt }) => ({
    ...{ id, email: emailNormalised, detail, since: createdAt },
    reason: reason === "complained" ? "complained" : "bounced",
  }));
}

/**
 * Lets mails go to an address again. Of two people who do it at once one is told; either way it is done.
 *
 * @throws NotAllowed for everybody but those who run the company
 * @throws NotFound unknown, or another company's
 */
export async function liftSuppression(ctx: TenantContext, id: string): Promise<void> {
  requireMailRights(ctx);
  const { companyId, actor } = ctx;

  await ctx.transaction(async (db) => {
    const found = await db.mailSuppression.findUnique({
      where: { companyId_id: { companyId, id } },
      select: { emailNormalised: true, reason: true },
    });
    if (found === null) throw new NotFound();
    const { count } = await db.mailSuppression.updateMany({
      where: { companyId, id, liftedAt: null },
      data: { liftedAt: ctx.now, liftedBy: actor.kind === "member" ? actor.membershipId : null },
    });
    if (count === 0) return;
    await recordActivity(ctx, db, {
      event: "mail_suppression_lifted",
      data: { email: found.emailNormalised, reason: found.reason },
    });
  });
}
