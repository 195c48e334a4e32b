import "server-only";

import type { Person } from "@/lib/appointments/schema";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { loadOffers } from "@/lib/imports/service/load-offers";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * What can be chosen for a file that does not say it.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function importChoices(
  ctx: TenantContext,
): Promise<{ services: Person[]; staff: Person[] }> {
  authoriseSettings(ctx);
  const { services, staff } = await ctx.transaction((db) => loadOffers(db, ctx.companyId));
  const chosen = (all: readonly (Person & { isActive: boolean })[]) =>
    all.filter(({ isActive }) => isActive).map(({ id, name }) => ({ id, name }));

  return { services: chosen(services), staff: chosen(staff) };
}
