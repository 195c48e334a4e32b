import "server-only";

import { InvitationsUsedUp } from "@/lib/invitations/errors";
import { countTry } from "@/lib/platform/rate-limit";
import type { TenantContext } from "@/lib/tenancy/context";

/** Two full lists and what goes wrong with them; all companies share what the provider takes in a day. */
const PER_COMPANY = { name: "invitations", points: 500, seconds: 86_400 };

/**
 * Counts one mail of an invitation, new or sent again, before it is queued.
 *
 * @throws InvitationsUsedUp with the hours until it goes on
 */
export async function limitInvitations({ companyId }: TenantContext): Promise<void> {
  const waitSeconds = await countTry(PER_COMPANY, companyId);
  if (waitSeconds === null) return;
  throw new InvitationsUsedUp({
    params: { max: PER_COMPANY.points, hours: Math.ceil(waitSeconds / 3600) },
  });
}
