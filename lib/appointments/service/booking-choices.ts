import "server-only";

import { visibleStaff } from "@/lib/appointments/policy";
import type { Person } from "@/lib/appointments/schema";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

export type BookingChoices = {
  branches: (Person & { timeZone: string })[];
  /** What the member's people do in one of these branches. */
  services: (Person & {
    durationMinutes: number;
    priceMinor: number;
    currency: string;
    branchIds: string[];
  })[];
};

type Row = BookingChoices["services"][number] & { branch: BookingChoices["branches"][number] };

/**
 * What a member can book, and where.
 *
 * @throws NotFound for anybody but a member
 */
export async function listBookingChoices(ctx: TenantContext): Promise<BookingChoices> {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotFound();
  const { id = null, branchId = null } = visibleStaff(member);

  const rows = await ctx.transaction(
    (db) => db.$queryRaw<Row[]>`
      select distinct v.id, v.name, v.duration_minutes as "durationMinutes", v.price_minor as "priceMinor",
        v.currency, jsonb_build_object('id', b.id, 'name', b.name, 'timeZone', b.time_zone) as branch
      from staff s
      join branches b on b.company_id = s.company_id and b.id = s.branch_id and b.is_active
      join staff_services x on x.company_id = s.company_id and x.staff_id = s.id
      join services v on v.company_id = s.company_id and v.id = x.service_id and v.is_active
      where s.company_id = ${ctx.companyId}::uuid and s.is_active
        and (${id}::uuid is null or s.id = ${id}::uuid)
        and (${branchId}::uuid is null or s.branch_id = ${branchId}::uuid)
      order by v.name, v.id`,
  );
  const branches = new Map(rows.map(({ branch }) => [branch.id, branch]));
  const services = new Map<string, BookingChoices["services"][number]>();
  for (const { branch, ...service } of rows) {
    const branchIds = services.get(service.id)?.branchIds ?? [];
    services.set(service.id, { ...service, branchIds: [...branchIds, branch.id] });
  }

  return {
    branches: [...branches.values()].sort((one, other) => one.name.localeCompare(other.name)),
    services: [...services.values()],
  };
}
