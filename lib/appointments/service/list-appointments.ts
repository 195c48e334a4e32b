import "server-only";

import { Temporal } from "temporal-polyfill";

import type {
  AppointmentFilter,
  AppointmentStatus,
  AppointmentSummary,
  Person,
} from "@/lib/appointments/schema";
import type { AppointmentWhereInput } from "@/lib/platform/db/generated/models";
import { literalPattern } from "@/lib/platform/like-pattern";
import { localDate } from "@/lib/shared/format";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { NOBODY, REACH } from "@/lib/tenancy/roles";

export const DAYS_SHOWN = 7;
const PAGE_SIZE = 50;

export type AppointmentPage = {
  firstDay: string;
  lastDay: string;
  previousDay: string;
  nextDay: string;
  appointments: AppointmentSummary[];
  /** All of the week's, on whatever page. */
  total: number;
  /** Where the next page of this week begins; null on the last one. */
  next: string | null;
  choices: { staff: Person[]; branches: Person[] };
};

/** The part of the company's appointments that a member may see. */
export function visibleTo(member: Member): AppointmentWhereInput {
  switch (REACH["see-appointments"][member.role]) {
    case "all":
      return {};
    case "branch":
      return { branchId: member.branchId ?? NOBODY };
    default:
      return { staffId: member.staffId ?? NOBODY };
  }
}

/**
 * A page of a week's appointments from a day on (today by default), by time; the days are the
 * company's.
 *
 * @throws NotAllowed for anybody but a member
 */
export function listAppointments(
  ctx: TenantContext,
  filter: AppointmentFilter,
  timeZone: string,
): Promise<AppointmentPage> {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotAllowed();
  const { companyId } = ctx;
  const first = Temporal.PlainDate.from(filter.day ?? localDate(ctx.now, timeZone));
  const next = first.add({ days: DAYS_SHOWN });
  const startOf = (day: Temporal.PlainDate) =>
    new Date(day.toZonedDateTime({ timeZone }).epochMilliseconds);

  return ctx.transaction(async (db) => {
    const week: AppointmentWhereInput = {
      companyId,
      AND: [visibleTo(member), toWhere(filter)],
      startsAt: { gte: startOf(first), lt: startOf(next) },
    };
    const rows = await db.appointment.findMany({
      where: { AND: [week, toCursor(filter.after)] },
      include: SUMMARY,
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: PAGE_SIZE + 1,
    });
    const shown = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
    const isWhole = last === undefined && filter.after === undefined;
    const isStaff = member.role === "staff";
    const branchScope = member.role === "manager" ? { id: member.branchId ?? NOBODY } : {};
    const choices = {
      staff: isStaff
        ? []
        : await db.staffMember.findMany({
            where: { companyId, isActive: true, branch: branchScope },
            select: { id: true, name: true },
            orderBy: { name: "asc" },
          }),
      branches:
        isStaff || member.role === "manager"
          ? []
          : await db.branch.findMany({
              where: { companyId },
              select: { id: true, name: true },
              orderBy: { name: "asc" },
            }),
    };

    return {
      firstDay: first.toString(),
      lastDay: next.subtract({ days: 1 }).toString(),
      previousDay: first.subtract({ days: DAYS_SHOWN }).toString(),
      nextDay: next.toString(),
      appointments: shown.map(toSummary),
      total: isWhole ? shown.length : await db.appointment.count({ where: week }),
      next: last === undefined ? null : `${last.startsAt.toISOString()}_${last.id}`,
      choices,
    };
  });
}

/** Exactly after the last one shown, also where several begin at the same time. */
function toCursor(after: string | undefined): AppointmentWhereInput {
  const [at, id] = after?.split("_") ?? [];
  if (at === undefined || id === undefined) return {};

  return { OR: [{ startsAt: { gt: at } }, { startsAt: at, id: { gt: id } }] };
}

function toWhere({ staffId, branchId, status, search }: AppointmentFilter): AppointmentWhereInput {
  return {
    ...(staffId !== undefined && { staffId }),
    ...(branchId !== undefined && { branchId }),
    ...(status !== undefined && { status }),
    ...(search !== "" && {
      OR: [
        { reference: { equals: literalPattern(search), mode: "insensitive" } },
        { customer: { name: { contains: literalPattern(search), mode: "insensitive" } } },
      ],
    }),
  };
}

const PERSON = { select: { id: true, name: true } } as const;
export const SUMMARY = {
  customer: PERSON,
  service: PERSON,
  staff: PERSON,
  branch: PERSON,
} as const;

type SummaryRow = Omit<AppointmentSummary, "startsAt" | "endsAt" | "status"> & {
  startsAt: Date;
  endsAt: Date;
  status: string;
};

export function toSummary(row: SummaryRow): AppointmentSummary {
  const { id, reference, version, timeZone, customer, service, staff, branch } = row;

  return {
    id,
    reference,
    version,
    timeZone,
    customer,
    service,
    staff,
    branch,
    status: row.status as AppointmentStatus,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  };
}
