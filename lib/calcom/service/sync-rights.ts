import "server-only";

import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

/** @throws NotAllowed for roles that see nothing of how the company's calendar stands */
export function requireSyncView({ actor }: TenantContext): void {
  if (actor.kind !== "member" || REACH["see-operations"][actor.role] !== "all") {
    throw new NotAllowed();
  }
}

/** @throws NotAllowed for roles that do not run the company's calendar */
export function requireSyncRights({ actor }: TenantContext): void {
  if (actor.kind !== "member" || REACH["change-settings"][actor.role] !== "all") {
    throw new NotAllowed();
  }
}
