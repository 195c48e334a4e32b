import "server-only";

import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import type { StaffDetail, StaffSummary, TimeOff } from "@/lib/staff/schema";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const PERSON = { id: true, name: true } as const;

/**
 * Who takes appointments, those who have stopped last.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function listStaff(ctx: TenantContext): Promise<StaffSummary[]> {
  authoriseSettings(ctx);
  const rows = await ctx.transaction((db) =>
    db.staffMember.findMany({
      where: { companyId: ctx.companyId },
      include: {
        branch: { select: { ...PERSON, timeZone: true } },
        staffWorkingHours: { select: { opensMinute: true, closesMinute: true } },
        staffTimeOff: {
          where: { endsAt: { gt: ctx.now } },
          orderBy: { startsAt: "asc" },
          take: 1,
        },
        _count: { select: { staffServices: { where: { service: { isActive: true } } } } },
      },
      orderBy: [{ isActive: "desc" }, { name: "asc" }],
    }),
  );

  return rows.map(({ id, name, isActive, branch, staffWorkingHours, staffTimeOff, _count }) => {
    const [next] = staffTimeOff;

    return {
      id,
      name,
      isActive,
      branch: { id: branch.id, name: branch.name },
      timeZone: branch.timeZone,
      serviceCount: _count.staffServices,
      weeklyMinutes: staffWorkingHours.reduce(
        (sum, { opensMinute, closesMinute }) => sum + closesMinute - opensMinute,
        0,
      ),
      timeOff:
        next === undefined
          ? null
          : { startsAt: next.startsAt.toISOString(), endsAt: next.endsAt.toISOString() },
    };
  });
}

/**
 * Somebody in the calendar with everything that is set up for them, and what can be chosen.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 */
export async function getStaff(ctx: TenantContext, id: string): Promise<StaffDetail> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  return ctx.transaction(async (db) => {
    const row = await db.staffMember.findUnique({
      where: { companyId_id: { companyId, id } },
      include: {
        branch: { select: { timeZone: true } },
        staffServices: { select: { serviceId: true } },
        staffWorkingHours: {
          select: { weekday: true, opensMinute: true, closesMinute: true },
          orderBy: [{ weekday: "asc" }, { opensMinute: "asc" }],
        },
      },
    });
    if (row === null) throw new NotFound();
    const services = row.staffServices.map(({ serviceId }) => serviceId);
    const timeOff = await db.$queryRaw<(TimeOff & { startsAt: Date; endsAt: Date })[]>`
      select t.id, t.starts_at as "startsAt", t.ends_at as "endsAt", t.reason,
        count(a.id)::int as "appointmentCount", min(a.starts_at) as "firstAppointmentAt"
      from staff_time_off t
      left join appointments a on a.company_id = t.company_id and a.staff_id = t.staff_id
        and a.status in ('pending', 'confirmed') and a.starts_at < t.ends_at
        and a.ends_at > t.starts_at and a.starts_at > ${ctx.now}
      where t.company_id = ${companyId}::uuid and t.staff_id = ${id}::uuid and t.ends_at > ${ctx.now}
      group by t.company_id, t.id order by t.starts_at, t.id`;

    return {
      id,
      name: row.name,
      version: row.version,
      isActive: row.isActive,
      branchId: row.branchId,
      timeZone: row.branch.timeZone,
      services,
      hours: row.staffWorkingHours,
      timeOff,
      choices: {
        branches: await db.branch.findMany({
          where: { companyId, OR: [{ isActive: true }, { id: row.branchId }] },
          select: PERSON,
          orderBy: { name: "asc" },
        }),
        services: await db.service.findMany({
          where: { companyId, OR: [{ isActive: true }, { id: { in: services } }] },
          select: PERSON,
          orderBy: { name: "asc" },
        }),
      },
    };
  });
}
