import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { BranchInUse, NameTaken } from "@/lib/catalogue/errors";
import type { BranchDetail, ChangeBranch, NewBranch } from "@/lib/catalogue/schema";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { changeSeen } from "@/lib/companies/service/change-seen";
import { refusal, refusedBy } from "@/lib/platform/database-errors";
import type { Branch } from "@/lib/platform/db/generated/client";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const NAMES_SHOWN = 5;

const UPCOMING = ["pending", "confirmed"];

const counted = (now: Date) => ({
  _count: {
    select: {
      staff: { where: { isActive: true } },
      appointments: { where: { startsAt: { gt: now }, status: { in: UPCOMING } } },
    },
  },
});

/**
 * The company's places, closed ones last.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function listBranches(ctx: TenantContext): Promise<BranchDetail[]> {
  authoriseSettings(ctx);
  const rows = await ctx.transaction((db) =>
    db.branch.findMany({
      where: { companyId: ctx.companyId },
      include: counted(ctx.now),
      orderBy: [{ isActive: "desc" }, { name: "asc" }],
    }),
  );

  return rows.map(toDetail);
}

/**
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 */
export async function getBranch(ctx: TenantContext, id: string): Promise<BranchDetail> {
  authoriseSettings(ctx);
  const row = await ctx.transaction((db) =>
    db.branch.findUnique({
      where: { companyId_id: { companyId: ctx.companyId, id } },
      include: counted(ctx.now),
    }),
  );
  if (row === null) throw new NotFound();

  return toDetail(row);
}

/**
 * @throws NotAllowed for roles that change no settings
 * @throws NameTaken another open branch has this name
 */
export async function createBranch(ctx: TenantContext, input: NewBranch): Promise<string> {
  authoriseSettings(ctx);

  return explaining(
    ctx,
    ctx.transaction(async (db) => {
      const { id } = await db.branch.create({
        data: { companyId: ctx.companyId, ...toColumns(input) },
        select: { id: true },
      });
      await recordActivity(ctx, db, {
        event: "branch_created",
        subject: { kind: "branch", id },
        data: { name: input.name },
      });

      return id;
    }),
  );
}

/**
 * Changes a branch, or closes it once nobody works there and nothing is booked there.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 * @throws SettingsChanged somebody else saved meanwhile
 * @throws NameTaken another open branch has this name
 * @throws BranchInUse it cannot be closed yet
 */
export async function changeBranch(ctx: TenantContext, input: ChangeBranch): Promise<void> {
  authoriseSettings(ctx);
  const { branchId: id, version, ...fields } = input;
  const { companyId } = ctx;

  await explaining(
    ctx,
    ctx.transaction(async (db) => {
      const before = await changeSeen(ctx, db, {
        id,
        events: ["branch_changed", "branch_closed"],
        version,
        input: fields,
        read: () => db.branch.findUnique({ where: { companyId_id: { companyId, id } } }),
        write: async () => {
          const { count } = await db.branch.updateMany({
            where: { companyId, id, version },
            data: {
              ...toColumns(fields),
              isActive: fields.isActive,
              version: { increment: 1 },
            },
          });

          return count;
        },
        shown: shownBranch,
      });
      const isClosing = before.isActive && !fields.isActive;
      await recordActivity(ctx, db, {
        event: isClosing ? "branch_closed" : "branch_changed",
        subject: { kind: "branch", id },
        data: { name: input.name },
      });
    }),
    id,
  );
}

function toColumns({ name, street, postalCode, city, phone, email, timeZone }: NewBranch) {
  const orNull = (text: string) => (text === "" ? null : text);

  return { name, street, postalCode, city, timeZone, phone: orNull(phone), email: orNull(email) };
}

function shownBranch(row: Branch) {
  return {
    name: row.name,
    street: row.street,
    postalCode: row.postalCode,
    city: row.city,
    phone: row.phone ?? "",
    email: row.email ?? "",
    timeZone: row.timeZone,
    isActive: row.isActive,
  };
}

async function explaining<Result>(
  ctx: TenantContext,
  work: Promise<Result>,
  id = "",
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (refusedBy(error, "branches_one_name")) {
      throw new NameTaken({ issues: [{ path: ["name"], message: "name-taken" }], cause: error });
    }
    if (refusal(error)?.sqlState !== "PV008") throw error;
    throw await inUse(ctx, id);
  }
}

/** Who and what keeps a branch open; read after the refusal, so that it is what there is now. */
async function inUse(ctx: TenantContext, branchId: string): Promise<Error> {
  const { companyId } = ctx;
  const { staff, appointments } = await ctx.transaction(async (db) => ({
    staff: await db.staffMember.findMany({
      where: { companyId, branchId, isActive: true },
      select: { name: true },
      orderBy: { name: "asc" },
    }),
    appointments: await db.appointment.count({
      where: {
        companyId,
        branchId,
        startsAt: { gt: ctx.now },
        status: { in: UPCOMING },
      },
    }),
  }));
  const names = staff.slice(0, NAMES_SHOWN).map(({ name }) => name);

  return new BranchInUse({
    params: { staffCount: staff.length, staff: names.join(", "), appointments },
    issues: [{ path: ["isActive"], message: "branch-in-use" }],
  });
}

function toDetail({
  _count,
  companyId: _companyId,
  phone,
  email,
  ...row
}: Branch & { _count: { staff: number; appointments: number } }): BranchDetail {
  return {
    ...row,
    phone: phone ?? "",
    email: email ?? "",
    staffCount: _count.staff,
    appointmentCount: _count.appointments,
  };
}
