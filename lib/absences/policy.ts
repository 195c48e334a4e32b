import type { Actor } from "@/lib/tenancy/actor";
import { REACH } from "@/lib/tenancy/roles";

/** Which branch's people somebody may call absent: null for all, undefined for nobody's. */
export function absenceReach(actor: Actor): { branchId: string | null } | undefined {
  if (actor.kind !== "member") return undefined;
  const reach = REACH["change-appointments"][actor.role];
  if (reach === "all") return { branchId: null };

  return reach === "branch" && actor.branchId !== null ? { branchId: actor.branchId } : undefined;
}
