import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { NameTaken } from "@/lib/catalogue/errors";
import type { ChangeService, NewService, ServiceDetail } from "@/lib/catalogue/schema";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { changeSeen } from "@/lib/companies/service/change-seen";
import { refusedBy } from "@/lib/platform/database-errors";
import type { Service } from "@/lib/platform/db/generated/client";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const COUNTED = {
  _count: { select: { staffServices: { where: { staff: { isActive: true } } } } },
} as const;

/**
 * What the company offers, what it no longer offers last.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function listServices(ctx: TenantContext): Promise<ServiceDetail[]> {
  authoriseSettings(ctx);
  const rows = await ctx.transaction((db) =>
    db.service.findMany({
      where: { companyId: ctx.companyId },
      include: COUNTED,
      orderBy: [{ isActive: "desc" }, { name: "asc" }],
    }),
  );

  return rows.map(toDetail);
}

/**
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 */
export async function getService(ctx: TenantContext, id: string): Promise<ServiceDetail> {
  authoriseSettings(ctx);
  const row = await ctx.transaction((db) =>
    db.service.findUnique({
      where: { companyId_id: { companyId: ctx.companyId, id } },
      include: COUNTED,
    }),
  );
  if (row === null) throw new NotFound();

  return toDetail(row);
}

/**
 * Adds a service that nobody performs yet.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NameTaken another service on offer has this name
 */
export async function createService(ctx: TenantContext, input: NewService): Promise<string> {
  authoriseSettings(ctx);
  const { price: priceMinor, ...fields } = input;

  return explaining(
    ctx.transaction(async (db) => {
      const { id } = await db.service.create({
        data: { companyId: ctx.companyId, ...fields, priceMinor },
        select: { id: true },
      });
      await recordActivity(ctx, db, {
        event: "service_created",
        subject: { kind: "service", id },
        data: { name: input.name },
      });

      return id;
    }),
  );
}

/**
 * Changes a service for new bookings; appointments keep the length, price and time around them that
 * they were booked with.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 * @throws SettingsChanged somebody else saved meanwhile
 * @throws NameTaken another service on offer has this name
 */
export async function changeService(ctx: TenantContext, input: ChangeService): Promise<void> {
  authoriseSettings(ctx);
  const { serviceId: id, version, price: priceMinor, ...fields } = input;
  const { companyId } = ctx;

  await explaining(
    ctx.transaction(async (db) => {
      await changeSeen(ctx, db, {
        id,
        events: ["service_changed"],
        version,
        input: { ...fields, price: toPrice(priceMinor) },
        read: () => db.service.findUnique({ where: { companyId_id: { companyId, id } } }),
        write: async () => {
          const { count } = await db.service.updateMany({
            where: { companyId, id, version },
            data: { ...fields, priceMinor, version: { increment: 1 } },
          });

          return count;
        },
        shown: shownService,
        unnamed: ["colour"],
      });
      await recordActivity(ctx, db, {
        event: "service_changed",
        subject: { kind: "service", id },
        data: { name: input.name },
      });
    }),
  );
}

function toPrice(minor: number): string {
  return (minor / 100).toFixed(2);
}

function shownService(row: Service) {
  return {
    name: row.name,
    durationMinutes: row.durationMinutes,
    bufferBeforeMinutes: row.bufferBeforeMinutes,
    bufferAfterMinutes: row.bufferAfterMinutes,
    price: toPrice(row.priceMinor),
    stepMinutes: row.stepMinutes,
    colour: row.colour,
    isSelfService: row.isSelfService,
    isActive: row.isActive,
  };
}

async function explaining<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!refusedBy(error, "services_one_name")) throw error;
    throw new NameTaken({ issues: [{ path: ["name"], message: "name-taken" }], cause: error });
  }
}

function toDetail({
  _count,
  companyId: _companyId,
  colour,
  ...row
}: Service & { _count: { staffServices: number } }): ServiceDetail {
  return { ...row, colour: colour as ServiceDetail["colour"], staffCount: _count.staffServices };
}
