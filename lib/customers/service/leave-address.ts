import "server-only";

import { renewLinks } from "@/lib/appointments/service/renew-links";
import { endAccess } from "@/lib/customer-access/service/end-access";
import { maskEmail } from "@/lib/shared/email";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Left = { former: string } & ({ customerId: string } | { appointmentIds: readonly string[] });

/**
 * Whoever reads mail at an address that is a customer's no more gets to none of these appointments any longer:
 * their links, visits and waiting mails end with it.
 */
export async function leaveAddress(
  ctx: TenantContext,
  db: TenantDb,
  { former, ...whose }: Left,
): Promise<void> {
  const ids =
    "customerId" in whose ? await appointmentsOf(ctx, db, whose.customerId) : whose.appointmentIds;
  await endAccess(ctx, db, former);
  await renewLinks(ctx, db, ids);
}

async function appointmentsOf(
  { companyId }: TenantContext,
  db: TenantDb,
  customerId: string,
): Promise<string[]> {
  const rows = await db.appointment.findMany({
    where: { companyId, customerId },
    select: { id: true },
  });

  return rows.map(({ id }) => id);
}

/** A customer's address as it compares, with their row locked: whoever books for them meanwhile waits. */
export async function lockAddress(
  db: TenantDb,
  companyId: string,
  customerId: string,
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ email: string | null }[]>`
    select email_normalised as email from customers
    where company_id = ${companyId}::uuid and id = ${customerId}::uuid for update`;

  return row?.email ?? null;
}

type Addressed = { email: string | null };

/** Both addresses, masked, for a log that nobody can alter: enough to tell one from the other. */
export function addresses(before: Addressed, after: Addressed) {
  const masked = ({ email }: Addressed) => (email === null ? null : maskEmail(email));

  return { old: masked(before), new: masked(after) };
}
