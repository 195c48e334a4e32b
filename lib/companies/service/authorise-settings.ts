import "server-only";

import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

/**
 * Who sets up the company.
 *
 * @throws NotAllowed for everybody else
 */
export function authoriseSettings({ actor }: TenantContext): Member {
  if (actor.kind !== "member" || REACH["change-settings"][actor.role] !== "all") {
    throw new NotAllowed();
  }

  return actor;
}
