import "server-only";

import { overlaps } from "@/lib/appointments/service/overlaps";
import type { CalendarEvent } from "@/lib/calendar/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Row = Omit<CalendarEvent, "startsAt" | "endsAt"> & { startsAt: Date; endsAt: Date };

/** Whose appointments; at least one of the two is said. */
export type Whose = { branchId?: string | undefined; staffId?: string | undefined };

/** What stands in a calendar between two instants, also what began before; cancelled ones do not. */
export async function loadEvents(
  ctx: TenantContext,
  db: TenantDb,
  { branchId, staffId, from, until }: Whose & { from: Date; until: Date },
): Promise<CalendarEvent[]> {
  const rows = await db.$queryRaw<Row[]>`
    select a.id, a.reference, a.version, a.status, a.starts_at as "startsAt", a.ends_at as "endsAt",
      a.buffer_before_minutes as "bufferBeforeMinutes", a.buffer_after_minutes as "bufferAfterMinutes",
      s.step_minutes as "stepMinutes", s.colour, s.name as service,
      json_build_object('name', c.name, 'hasEmail', c.email is not null) as customer,
      json_build_object('id', st.id, 'name', st.name) as staff,
      json_build_object('id', b.id, 'name', b.name) as branch,
      (a.status in ('pending', 'confirmed') and a.starts_at > ${ctx.now}) as "canMove"
    from appointments a
    join customers c on c.company_id = a.company_id and c.id = a.customer_id
    join services s on s.company_id = a.company_id and s.id = a.service_id
    join staff st on st.company_id = a.company_id and st.id = a.staff_id
    join branches b on b.company_id = a.company_id and b.id = a.branch_id
    where a.company_id = ${ctx.companyId}::uuid
      and (${branchId ?? null}::uuid is null or a.branch_id = ${branchId ?? null}::uuid)
      and (${staffId ?? null}::uuid is null or a.staff_id = ${staffId ?? null}::uuid)
      and ${overlaps({ from, until })} and a.status <> 'cancelled'
    order by a.starts_at, a.id`;

  return rows.map((row) => ({
    ...row,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  }));
}
