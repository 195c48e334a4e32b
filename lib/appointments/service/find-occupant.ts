import "server-only";

import { canSee } from "@/lib/appointments/policy";
import type { Move, Occupant } from "@/lib/appointments/schema";
import type { TenantContext } from "@/lib/tenancy/context";

type Row = {
  id: string;
  staffId: string;
  branchId: string;
  customer: string;
  startsAt: Date;
  endsAt: Date;
};

/** Whose appointment stands where another one was to be moved, with its buffers; null where the actor may not see it, and where it is none. */
export async function findOccupant(
  ctx: TenantContext,
  { appointmentId, startsAt, staffId }: Pick<Move, "appointmentId" | "startsAt" | "staffId">,
): Promise<Occupant | null> {
  if (ctx.actor.kind !== "member") return null;
  const rows = await ctx.transaction(
    (db) => db.$queryRaw<Row[]>`
      select a.id, a.staff_id as "staffId", a.branch_id as "branchId", c.name as customer,
        a.starts_at as "startsAt", a.ends_at as "endsAt"
      from appointments moved
      join slot_claims claim on claim.company_id = moved.company_id
        and claim.staff_id = ${staffId}::uuid and claim.appointment_id <> moved.id
        and claim.during && tstzrange(
          ${startsAt}::timestamptz - make_interval(mins => moved.buffer_before_minutes),
          ${startsAt}::timestamptz + (moved.ends_at - moved.starts_at)
            + make_interval(mins => moved.buffer_after_minutes))
      join appointments a on a.company_id = claim.company_id and a.id = claim.claimant_id
      join customers c on c.company_id = a.company_id and c.id = a.customer_id
      where moved.company_id = ${ctx.companyId}::uuid and moved.id = ${appointmentId}::uuid
      order by a.starts_at`,
  );
  const found = rows.find((row) => canSee(ctx.actor, row));
  if (found === undefined) return null;
  const { customer } = found;

  return { customer, startsAt: found.startsAt.toISOString(), endsAt: found.endsAt.toISOString() };
}
