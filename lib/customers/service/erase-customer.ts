import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import {
  CustomerErased,
  CustomerExpected,
  CustomerKept,
  CustomerMerged,
  CustomersChanged,
} from "@/lib/customers/errors";
import type { EraseCustomer, KeepCustomer } from "@/lib/customers/schema";
import { reachOf } from "@/lib/customers/service/visible-customers";
import { refusal } from "@/lib/platform/database-errors";
import { translator } from "@/lib/platform/messages";
import { type Locale } from "@/lib/shared/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Forgets who a customer was, for good: name, ways to reach them, notes, links, mails and everything of entries
 * that have gone into theirs. Their appointments stay, as nobody's in particular, and so does the log.
 *
 * @throws NotAllowed for roles that erase no customers
 * @throws NotFound unknown, or of another company
 * @throws CustomersChanged the entry is not what the page had shown
 * @throws CustomerErased, CustomerMerged
 * @throws CustomerExpected they have appointments that have not taken place
 * @throws CustomerKept somebody has said that the data must be kept
 */
export async function eraseCustomer(ctx: TenantContext, input: EraseCustomer): Promise<void> {
  reachOf(ctx, "erase-customers");
  const { companyId } = ctx;
  const { customerId: id, version, because } = input;

  try {
    await ctx.transaction(async (db) => {
      const name = await pseudonym(db, ctx, id);
      await lockImports(db, companyId);
      // What goes with it is the database's business: a trigger, so that no way past here leaves anything.
      const { count } = await db.customer.updateMany({
        where: { companyId, id, version, erasedAt: null, mergedInto: null },
        data: { erasedAt: ctx.now, erasedBecause: because, name, version: { increment: 1 } },
      });
      if (count === 0) throw await whyNot(db, ctx, id);
      await recordActivity(ctx, db, {
        event: "customer_erased",
        subject: { kind: "customer", id },
        data: { name },
      });
    });
  } catch (error) {
    throw (await refused(ctx, { error, id })) ?? error;
  }
}

/**
 * Protects a customer's data from being erased, for a reason that somebody has given, or no longer.
 *
 * @throws NotAllowed, NotFound, CustomersChanged, CustomerErased, CustomerMerged as for `eraseCustomer`
 */
export async function keepCustomer(ctx: TenantContext, input: KeepCustomer): Promise<void> {
  reachOf(ctx, "erase-customers");
  const { companyId } = ctx;
  const { customerId: id, version, reason } = input;

  await ctx.transaction(async (db) => {
    const { count } = await db.customer.updateMany({
      where: { companyId, id, version, erasedAt: null, mergedInto: null },
      data: { retentionHold: reason === "" ? null : reason, version: { increment: 1 } },
    });
    if (count === 0) throw await whyNot(db, ctx, id);
    await recordActivity(ctx, db, {
      event: reason === "" ? "customer_released" : "customer_kept",
      subject: { kind: "customer", id },
      data: reason === "" ? {} : { reason },
    });
  });
}

/** An import being written has its row first and then its customers: whoever takes both takes them in that order. */
async function lockImports(db: TenantDb, companyId: string): Promise<void> {
  await db.$queryRaw`
    select from imports where company_id = ${companyId}::uuid order by id for update`;
}

/** What stands in the place of a name, in the company's language: enough to tell two of them apart. */
async function pseudonym(db: TenantDb, { companyId }: TenantContext, id: string): Promise<string> {
  const { locale } = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { locale: true },
  });
  const customers = translator(locale as Locale, "customers");

  return customers("erase.pseudonym", { code: id.slice(-4).toUpperCase() });
}

async function whyNot(db: TenantDb, { companyId }: TenantContext, id: string): Promise<Error> {
  const row = await db.customer.findUnique({
    where: { companyId_id: { companyId, id } },
    select: { erasedAt: true, mergedInto: true },
  });
  if (row === null) return new NotFound();
  if (row.erasedAt !== null) return new CustomerErased();

  return row.mergedInto === null ? new CustomersChanged() : new CustomerMerged();
}

async function refused(
  ctx: TenantContext,
  { error, id }: { error: unknown; id: string },
): Promise<Error | null> {
  switch (refusal(error)?.sqlState) {
    case "PV012":
      return new CustomerExpected({ cause: error });
    case "PV013":
      return new CustomerKept({ cause: error, params: { reason: await holdOf(ctx, id) } });
    default:
      return null;
  }
}

async function holdOf(ctx: TenantContext, id: string): Promise<string> {
  const row = await ctx.transaction((db) =>
    db.customer.findUnique({
      where: { companyId_id: { companyId: ctx.companyId, id } },
      select: { retentionHold: true },
    }),
  );

  return row?.retentionHold ?? "";
}
