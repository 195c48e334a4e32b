import "server-only";

import { type Actor, actorId, type Origin } from "@/lib/tenancy/actor";

/** Who did it and from where, as the audit log and the activity log keep it. */
export function auditColumns({ actor, origin }: { actor: Actor; origin: Origin }) {
  return {
    actorKind: actor.kind,
    actorId: actorId(actor),
    actorName: actor.name,
    ipAddress: origin.ip,
    userAgent: origin.userAgent?.slice(0, 400) ?? null,
    requestId: origin.requestId,
  };
}
