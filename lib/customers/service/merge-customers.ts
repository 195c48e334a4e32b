import "server-only";

import { auditColumns } from "@/lib/audit/service/audit-columns";
import { recordActivity } from "@/lib/audit/service/record-activity";
import {
  CustomerErased,
  CustomerMerged,
  CustomersChanged,
  CustomersOverlap,
} from "@/lib/customers/errors";
import { isAddressLeft } from "@/lib/customers/rules";
import type { MergeCustomers } from "@/lib/customers/schema";
import { leaveAddress } from "@/lib/customers/service/leave-address";
import { reachOf } from "@/lib/customers/service/visible-customers";
import { refusedBy } from "@/lib/platform/database-errors";
import { phoneHref } from "@/lib/shared/phone";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const NOTES_LENGTH = 2000;

type Row = {
  id: string;
  name: string;
  email: string | null;
  email_normalised: string | null;
  phone: string | null;
  notes: string | null;
  version: number;
  merged_into: string | null;
  erased_at: Date | null;
};

type Pair = { survivor: Row; other: Row };

/**
 * Two entries of one person become one: everything goes to the one that stays, which takes over what
 * it lacks. Links to what comes over end, if they went to another address.
 *
 * @throws NotAllowed for roles that merge no customers
 * @throws NotFound unknown, or of another company
 * @throws CustomersChanged one of them is not what the page had shown
 * @throws CustomerMerged one of them has gone into another one
 * @throws CustomerErased one of them is nobody's in particular any more
 * @throws CustomersOverlap both have an appointment at the same time
 */
export async function mergeCustomers(ctx: TenantContext, input: MergeCustomers): Promise<void> {
  reachOf(ctx, "merge-customers");
  const { companyId } = ctx;

  try {
    await ctx.transaction(async (db) => {
      const { survivor, other } = await lock(db, companyId, input);
      const moved = await moveAppointments(ctx, db, { survivor, other });
      await moveHolds(db, companyId, { survivor, other });
      await db.customer.updateMany({
        where: { companyId, OR: [{ id: other.id }, { mergedInto: other.id }] },
        data: { mergedInto: survivor.id, version: { increment: 1 } },
      });
      const phone = survivor.phone ?? other.phone;
      const isKept = phone === null || phone === survivor.phone || phoneHref(phone) !== null;
      const notes = [survivor.notes, other.notes, isKept ? null : phone]
        .filter((text) => text !== null)
        .join("\n");
      await db.customer.update({
        where: { companyId_id: { companyId, id: survivor.id } },
        data: {
          ...(survivor.email === null && {
            email: other.email,
            emailNormalised: other.email_normalised,
          }),
          // What no telephone can dial is nobody's number any more: it is written down beside it.
          phone: isKept ? phone : null,
          notes: notes === "" ? null : notes.slice(0, NOTES_LENGTH),
          version: { increment: 1 },
        },
        select: { id: true },
      });
      await recordActivity(ctx, db, {
        event: "customers_merged",
        subject: { kind: "customer", id: survivor.id },
        data: { name: survivor.name, note: other.name },
      });
      const former = other.email_normalised;
      if (isAddressLeft(former, survivor.email_normalised)) {
        await leaveAddress(ctx, db, { former, appointmentIds: moved });
      }
    });
  } catch (error) {
    throw refusedBy(error, "slot_claims_one_place") ? await overlap(ctx, input) : error;
  }
}

/** Both rows, locked in the same order by everybody. */
async function lock(db: TenantDb, companyId: string, input: MergeCustomers): Promise<Pair> {
  const rows = await db.$queryRaw<Row[]>`
    select id, name, email, email_normalised, phone, notes, version, merged_into, erased_at
    from customers
    where company_id = ${companyId}::uuid and id in (${input.customerId}::uuid, ${input.otherId}::uuid)
    order by id for update`;
  const survivor = rows.find(({ id }) => id === input.customerId);
  const other = rows.find(({ id }) => id === input.otherId);
  if (survivor === undefined || other === undefined || survivor === other) throw new NotFound();
  if (survivor.merged_into !== null || other.merged_into !== null) throw new CustomerMerged();
  if (survivor.erased_at !== null || other.erased_at !== null) throw new CustomerErased();
  if (survivor.version !== input.version || other.version !== input.otherVersion) {
    throw new CustomersChanged();
  }

  return { survivor, other };
}

/** Whose an appointment is is no decision about it: its version stays, and its history tells. */
async function moveAppointments(
  ctx: TenantContext,
  db: TenantDb,
  { survivor, other }: Pair,
): Promise<string[]> {
  const { actorKind, actorId, actorName, ipAddress, userAgent, requestId } = auditColumns(ctx);
  const values = ({ id, name }: Row) => JSON.stringify({ customer: { id, name } });

  const moved = await db.$queryRaw<{ id: string }[]>`
    with moved as (
      update appointments set customer_id = ${survivor.id}::uuid
      where company_id = ${ctx.companyId}::uuid and customer_id = ${other.id}::uuid
      returning id
    )
    insert into appointment_audit_logs (company_id, appointment_id, action, actor_kind, actor_id,
      actor_name, old_values, new_values, ip_address, user_agent, request_id)
    select ${ctx.companyId}::uuid, id, 'customer_changed', ${actorKind}, ${actorId}::uuid,
      ${actorName}, ${values(other)}::jsonb, ${values(survivor)}::jsonb, ${ipAddress}::inet,
      ${userAgent}, ${requestId}
    from moved
    returning appointment_id as id`;

  return moved.map(({ id }) => id);
}

/** A customer has two holds at most: one too many is given up, and its page says so. */
async function moveHolds(
  db: TenantDb,
  companyId: string,
  { survivor, other }: Pair,
): Promise<void> {
  await db.$executeRaw`
    update appointment_reservations r set status = 'cancelled'
    where r.company_id = ${companyId}::uuid and r.customer_id = ${other.id}::uuid
      and r.status = 'active' and exists (
        select from appointment_reservations s
        where s.company_id = r.company_id and s.customer_id = ${survivor.id}::uuid
          and s.status = 'active' and s.hold_number = r.hold_number)`;
  await db.$executeRaw`
    update appointment_reservations set customer_id = ${survivor.id}::uuid
    where company_id = ${companyId}::uuid and customer_id = ${other.id}::uuid`;
}

/** Which appointments stand against it; read after the refusal. */
async function overlap(
  ctx: TenantContext,
  { customerId, otherId }: MergeCustomers,
): Promise<Error> {
  const rows = await ctx.transaction(
    (db) => db.$queryRaw<{ one: string; other: string }[]>`
      select a.reference as one, b.reference as other
      from appointments a
      join appointments b on b.company_id = a.company_id
        and b.starts_at < a.ends_at and a.starts_at < b.ends_at
        and b.status in ('pending', 'confirmed', 'in_progress', 'completed')
      where a.company_id = ${ctx.companyId}::uuid and a.customer_id = ${customerId}::uuid
        and b.customer_id = ${otherId}::uuid
        and a.status in ('pending', 'confirmed', 'in_progress', 'completed')
      order by a.starts_at limit 3`,
  );

  return new CustomersOverlap({
    params: { references: rows.map(({ one, other }) => `${one} / ${other}`).join(", ") },
  });
}
