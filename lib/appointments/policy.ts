import type { Actor, Member } from "@/lib/tenancy/actor";
import { type Capability, NOBODY, REACH, type Reach } from "@/lib/tenancy/roles";

/** Whose an appointment is. */
export type Ownership = { id: string; staffId: string; branchId: string };

/** How far a member reaches for a capability; a customer's link reaches one appointment. */
function reaches(actor: Actor, capability: Capability, appointment: Ownership): boolean {
  if (actor.kind === "customer") return actor.appointmentId === appointment.id;
  if (actor.kind !== "member") return false;

  const matches: Record<Reach, boolean> = {
    all: true,
    branch: actor.branchId === appointment.branchId,
    own: actor.staffId === appointment.staffId,
    none: false,
  };

  return matches[REACH[capability][actor.role]];
}

export function canSee(actor: Actor, appointment: Ownership): boolean {
  return reaches(actor, "see-appointments", appointment);
}

export function canChange(actor: Actor, appointment: Ownership): boolean {
  return reaches(actor, "change-appointments", appointment);
}

/** Past notice and limits, with a reason that is audited. Customers never. */
export function canOverride(actor: Actor, appointment: Ownership): boolean {
  return actor.kind === "member" && reaches(actor, "override-limits", appointment);
}

/** Whether a cancelled appointment may be made to stand again. */
export function canRestore(actor: Actor, appointment: Ownership): boolean {
  return actor.kind === "member" && reaches(actor, "restore-appointments", appointment);
}

/** Whoever would see their own appointments alone, and has no calendar for them to stand in. */
export function isWithoutCalendar({ role, staffId }: Pick<Member, "role" | "staffId">): boolean {
  return REACH["see-appointments"][role] === "own" && staffId === null;
}

/** Whose appointments a member may book, as a filter on staff. */
export function visibleStaff(member: Member): { id?: string; branchId?: string } {
  const filters: Record<Reach, { id?: string; branchId?: string }> = {
    all: {},
    branch: { branchId: member.branchId ?? NOBODY },
    own: { id: member.staffId ?? NOBODY },
    none: { id: NOBODY },
  };

  return filters[REACH["change-appointments"][member.role]];
}
