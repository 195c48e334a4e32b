import "server-only";

import {
  listReassignable,
  type Reassignable,
  reassignAppointment,
} from "@/lib/appointments/service/reassign-appointments";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { refusal } from "@/lib/platform/database-errors";
import { AppointmentsChanged, LastOwner } from "@/lib/team/errors";
import type { DeactivateMember } from "@/lib/team/schema";
import { lockManaged } from "@/lib/team/service/lock-managed";
import { clash, type Move, planHandover } from "@/lib/team/service/plan-handover";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * What ending a membership would leave behind: the future appointments of their staff member.
 *
 * @throws NotAllowed, NotYourself, NotFound as for `deactivateMember`
 */
export function previewDeactivation(
  ctx: TenantContext,
  membershipId: string,
): Promise<Reassignable[]> {
  return ctx.transaction(async (db) => {
    const { member } = await lockManaged(ctx, db, { id: membershipId, isActive: true });

    return member.staffId === null ? [] : appointmentsOf(ctx, db, member.staffId);
  });
}

/**
 * Ends somebody's membership and gives their future appointments to colleagues, or expressly leaves
 * them, in one transaction. Their sessions end with it, and nothing of theirs is deleted. Leaving everything asks for
 * nothing that has been seen: however many appointments somebody writes into their calendar, their access ends.
 *
 * @throws NotAllowed their role is above the actor's
 * @throws NotYourself
 * @throws NotFound unknown, of another company, or already deactivated
 * @throws TakerRequired an appointment for which nothing was chosen
 * @throws AppointmentsChanged they are not those that the actor has seen
 * @throws AppointmentsClash a colleague does not offer the service or is not free then
 * @throws LastOwner nobody else owns the company
 */
export async function deactivateMember(ctx: TenantContext, input: DeactivateMember): Promise<void> {
  try {
    await ctx.transaction(async (db) => {
      const { member } = await lockManaged(ctx, db, { id: input.membershipId, isActive: true });
      const { companyId } = ctx;
      const { staffId } = member;
      const isLeft = input.everything === "leave";
      const moves = staffId === null || isLeft ? [] : await decide(ctx, db, { staffId, input });
      for (const move of moves) await give(ctx, db, move);

      await db.membership.update({
        where: { companyId_id: { companyId, id: member.id } },
        data: { deactivatedAt: ctx.now },
        select: { id: true },
      });
      await endSessions(ctx, db, member.id);
      await recordActivity(ctx, db, {
        event: "user_deactivated",
        subject: { kind: "member", id: member.id },
        data: { name: member.name, ...(moves.length > 0 && { reassigned: moves.length }) },
      });
    });
  } catch (error) {
    if (refusal(error)?.sqlState === "PV004") throw new LastOwner({ cause: error });
    throw error;
  }
}

/**
 * Signed out everywhere, so that no cookie of before comes back to life with the membership. Who belongs to another
 * company signs in there again: whether they do is none of this one's business.
 */
async function endSessions(
  { companyId }: TenantContext,
  db: TenantDb,
  membershipId: string,
): Promise<void> {
  await db.$executeRaw`
    update user_sessions s set ended_at = now() from memberships m
    where m.company_id = ${companyId}::uuid and m.id = ${membershipId}::uuid
      and s.user_id = m.user_id and s.ended_at is null`;
}

function appointmentsOf(
  { companyId, now }: TenantContext,
  db: TenantDb,
  staffId: string,
): Promise<Reassignable[]> {
  return listReassignable(db, { companyId, staffId, now });
}

/** In the order of their ids, so that two who lock the same ones do not wait for each other. */
async function lockAppointments(
  { companyId, now }: TenantContext,
  db: TenantDb,
  staffId: string,
): Promise<void> {
  await db.$queryRaw`
    select from appointments where company_id = ${companyId}::uuid and staff_id = ${staffId}::uuid
      and starts_at > ${now} order by id for update`;
}

/** The appointments locked and read, and what shall become of them. */
async function decide(
  ctx: TenantContext,
  db: TenantDb,
  { staffId, input }: { staffId: string; input: DeactivateMember },
): Promise<Move[]> {
  await lockAppointments(ctx, db, staffId);

  return planHandover(await appointmentsOf(ctx, db, staffId), input);
}

/** Who was free a moment ago may have got something else since: the database says so. */
async function give(ctx: TenantContext, db: TenantDb, move: Move): Promise<void> {
  try {
    if (!(await reassignAppointment(ctx, db, move))) throw new AppointmentsChanged();
  } catch (error) {
    if (refusal(error)?.sqlState === "23P01") throw clash([move.appointment]);
    throw error;
  }
}
