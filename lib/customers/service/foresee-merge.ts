import "server-only";

import { countRenewals } from "@/lib/appointments/service/renew-links";
import { isAddressLeft } from "@/lib/customers/rules";
import type { MergeOutlook } from "@/lib/customers/schema";
import { reachOf } from "@/lib/customers/service/visible-customers";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * What becomes of the links to the appointments of the one that goes; null where they stay.
 *
 * @throws NotAllowed for roles that merge no customers
 * @throws NotFound one of them is unknown, or another company's
 */
export async function foreseeMerge(
  ctx: TenantContext,
  { customerId, otherId }: { customerId: string; otherId: string },
): Promise<MergeOutlook | null> {
  reachOf(ctx, "merge-customers");
  const { companyId } = ctx;

  return ctx.transaction(async (db) => {
    const rows = await db.customer.findMany({
      where: { companyId, id: { in: [customerId, otherId] } },
      select: { id: true, email: true, emailNormalised: true },
    });
    const survivor = rows.find(({ id }) => id === customerId);
    const other = rows.find(({ id }) => id === otherId);
    if (survivor === undefined || other === undefined) throw new NotFound();
    if (!isAddressLeft(other.emailNormalised, survivor.emailNormalised)) return null;

    return {
      from: other.email ?? "",
      to: survivor.email ?? "",
      mails: await countRenewals(ctx, db, otherId),
    };
  });
}
