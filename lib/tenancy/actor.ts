import type { Role } from "@/lib/tenancy/roles";

export type Member = {
  kind: "member";
  userId: string;
  membershipId: string;
  name: string;
  role: Role;
  branchId: string | null;
  staffId: string | null;
};

/** Somebody who opened an appointment's manage link: they see that one appointment. */
export type LinkHolder = {
  kind: "customer";
  appointmentId: string;
  customerId: string;
  name: string;
};

/** A job of ours, or a visitor who has not proved anything yet. */
export type SystemActor = { kind: "system"; name: string };

/** What somebody did in their calendar, taken over from there. */
export type CalendarActor = { kind: "calcom"; name: string };

/** Somebody who runs the platform: opens companies, and is a member of none by that. */
export type Operator = { kind: "operator"; userId: string; name: string };

/** Who is asking: from the session, the link or the job, never from the request's body. */
export type Actor = Member | LinkHolder | Operator | SystemActor | CalendarActor;

/** From where somebody acts: what the audit log keeps of it. */
export type Origin = { ip: string | null; userAgent: string | null; requestId: string };

/** Jobs and queues act from the server itself. */
export const NOWHERE: Origin = { ip: null, userAgent: null, requestId: "none" };

/** The id that survives in logs. */
export function actorId(actor: Actor): string | null {
  if (actor.kind === "member" || actor.kind === "operator") return actor.userId;

  return actor.kind === "customer" ? actor.customerId : null;
}
