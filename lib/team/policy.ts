import { canGrant, REACH, type Role } from "@/lib/tenancy/roles";

/** Why somebody may not change a member; the page of roles explains each. */
export type WhyNot = "only-managers" | "not-yourself" | "above-you";

type Actor = { membershipId: string; role: Role };

/** Whether somebody may change, end or take up again a membership, or why not. */
export function whyNotManage(actor: Actor, target: { id: string; role: Role }): WhyNot | null {
  if (REACH["manage-team"][actor.role] !== "all") return "only-managers";
  if (actor.membershipId === target.id) return "not-yourself";

  return canGrant(actor.role, target.role) ? null : "above-you";
}
