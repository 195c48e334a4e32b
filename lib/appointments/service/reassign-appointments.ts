import "server-only";

import type { Person } from "@/lib/appointments/schema";
import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import { colleaguesAtWork } from "@/lib/appointments/service/colleagues-at-work";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import { loadAppointment, policyOf } from "@/lib/appointments/service/load-appointment";
import { findReachable, recordChange } from "@/lib/appointments/service/record-change";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** A future appointment of somebody who leaves or is away, and who could take it over at the same time. */
export type Reassignable = {
  id: string;
  reference: string;
  version: number;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  customer: string;
  email: string | null;
  phone: string | null;
  /** Since when its customer has been asked for another time. */
  askedAt: Date | null;
  service: string;
  staff: Person;
  /** Colleagues of the branch who offer the service, work then, and have nothing else. */
  free: Person[];
};

type Place = { branchId: string; branchZone: string };
type Whose = {
  companyId: string;
  staffId: string;
  now: Date;
  /** Only what falls into this time. */
  during?: { startsAt: Date; endsAt: Date };
  /** Only what takes place there. */
  branchId?: string | null;
};

/** The future appointments of a staff member that could still be moved to somebody else, by time. */
export async function listReassignable(
  db: TenantDb,
  { companyId, staffId, now, during, branchId = null }: Whose,
): Promise<Reassignable[]> {
  const from = during?.startsAt ?? null;
  const until = during?.endsAt ?? null;

  const rows = await db.$queryRaw<(Reassignable & Place)[]>`
    select a.branch_id as "branchId", b.time_zone as "branchZone", a.id, a.reference, a.version, a.starts_at as "startsAt", a.ends_at as "endsAt",
      a.time_zone as "timeZone", c.name as customer, c.email, c.phone,
      a.new_time_asked_at as "askedAt", v.name as service,
      json_build_object('id', s.id, 'name', s.name) as staff,
      coalesce(f.free, '[]') as free
    from appointments a
    join customers c on c.company_id = a.company_id and c.id = a.customer_id
    join services v on v.company_id = a.company_id and v.id = a.service_id
    join staff s on s.company_id = a.company_id and s.id = a.staff_id
    join branches b on b.company_id = a.company_id and b.id = a.branch_id
    left join lateral (
      select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name) as free
      from staff o
      join staff_services p on p.company_id = o.company_id and p.staff_id = o.id
        and p.service_id = a.service_id
      where o.company_id = a.company_id and o.branch_id = a.branch_id and o.is_active
        and o.id <> a.staff_id
        and (not exists (select from memberships m where m.company_id = o.company_id and m.staff_id = o.id)
          or exists (select from memberships m where m.company_id = o.company_id
            and m.staff_id = o.id and m.deactivated_at is null))
        and not exists (select from staff_time_off t
          where t.company_id = o.company_id and t.staff_id = o.id
            and t.starts_at < a.ends_at and a.starts_at < t.ends_at)
        and not exists (select from slot_claims k
          left join appointment_reservations r on r.company_id = k.company_id and r.id = k.claimant_id
          where k.company_id = o.company_id and k.staff_id = o.id
            and k.during && tstzrange(a.starts_at - make_interval(mins => a.buffer_before_minutes),
              a.ends_at + make_interval(mins => a.buffer_after_minutes))
            and (r.id is null or r.expires_at > now()))
    ) f on true
    where a.company_id = ${companyId}::uuid and a.staff_id = ${staffId}::uuid
      and a.starts_at > ${now} and a.status in ('pending', 'confirmed')
      and (${from}::timestamptz is null or a.ends_at > ${from}::timestamptz)
      and (${until}::timestamptz is null or a.starts_at < ${until}::timestamptz)
      and (${branchId}::uuid is null or a.branch_id = ${branchId}::uuid)
    order by a.starts_at, a.id`;
  const atWork = await colleaguesAtWork(db, companyId, rows);

  return rows.map((row, index) => ({ ...row, free: atWork[index] ?? [] }));
}

/**
 * Gives an appointment to a colleague, at the version that was read. Its customer and the colleague
 * are told; whoever leaves is not.
 *
 * @returns whether it still was at that version
 */
export async function reassignAppointment(
  ctx: TenantContext,
  db: TenantDb,
  { appointment, to }: Given,
): Promise<boolean> {
  const { id, version, staff } = appointment;
  await releaseOverdue(ctx, db, { staffId: to.id, appointmentId: id });
  const changed = await db.$executeRaw`
    update appointments set staff_id = ${to.id}::uuid, version = version + 1,
      last_modified_at = now(), last_modified_by = ${holderOf(ctx)}
    where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid and version = ${version}`;
  if (changed === 0) return false;

  await recordChange(ctx, db, {
    appointmentId: id,
    action: "staff_changed",
    version: version + 1,
    oldValues: { staff },
    newValues: { staff: to },
    reason: "",
    mails: await newsOf(ctx, db, { appointment, to }),
  });

  return true;
}

type Given = { appointment: Pick<Reassignable, "id" | "version" | "staff">; to: Person };

async function newsOf(ctx: TenantContext, db: TenantDb, { appointment, to }: Given) {
  const loaded = await loadAppointment(db, ctx.companyId, appointment.id);
  if (loaded === null) return [];
  const newStaff = await findReachable(ctx, db, to.id);

  return appointmentMails(
    ctx,
    { ...loaded, staff: { ...loaded.staff, ...appointment.staff, email: null } },
    {
      kind: "changed",
      version: loaded.version,
      startsAt: loaded.startsAt.toISOString(),
      endsAt: loaded.endsAt.toISOString(),
      staff: to.name,
      ...(newStaff !== undefined && { newStaff }),
      reason: null,
      feeMinor: 0,
      deadline: deadlineOf({ ...policyOf(loaded), now: ctx.now }),
    },
  );
}
