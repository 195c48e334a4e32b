import "server-only";

import { normaliseEmail } from "@/lib/shared/email";
import type { TenantContext } from "@/lib/tenancy/context";

/** Whether the company's mails to an address leave at all: what a page says of them; the queue looks for itself. */
export async function canBeMailed(ctx: TenantContext, email: string | null): Promise<boolean> {
  if (email === null) return false;
  const suppressed = await ctx.transaction((db) =>
    db.mailSuppression.count({
      where: { companyId: ctx.companyId, emailNormalised: normaliseEmail(email), liftedAt: null },
    }),
  );

  return suppressed === 0;
}
