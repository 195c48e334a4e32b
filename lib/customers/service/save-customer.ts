import "server-only";

import { v7 as uuidV7 } from "uuid";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { changeSeen } from "@/lib/companies/service/change-seen";
import { CustomerErased, CustomerMerged, CustomerShared } from "@/lib/customers/errors";
import type { ChangeCustomer, CreateCustomer, NewCustomer } from "@/lib/customers/schema";
import { addresses, leaveAddress, lockAddress } from "@/lib/customers/service/leave-address";
import { beyondReach, reachable, reachOf } from "@/lib/customers/service/visible-customers";
import type { Customer } from "@/lib/platform/db/generated/client";
import { normaliseEmail } from "@/lib/shared/email";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";

/**
 * Adds somebody who has no appointment yet; who comes by the same form a second time is who is there already.
 *
 * @throws NotAllowed for roles that see only customers of their own
 */
export async function createCustomer(
  ctx: TenantContext,
  { customerId, ...input }: CreateCustomer,
): Promise<string> {
  if (reachOf(ctx, "change-customers").reach === "own") throw new NotAllowed();
  const { companyId } = ctx;
  const columns = toColumns(input);

  return ctx.transaction(async (db) => {
    const add = async (id: string) => {
      const data = [{ companyId, id, ...columns }];

      return (await db.customer.createMany({ data, skipDuplicates: true })).count === 1;
    };
    let id = customerId ?? uuidV7();
    if (!(await add(id))) {
      const { name, emailNormalised, phone } = columns;
      const same = { companyId, id, name, emailNormalised, phone };
      if ((await db.customer.count({ where: same })) === 1) return id;
      // Somebody went back to the form and wrote down another person.
      id = uuidV7();
      await add(id);
    }
    await recordActivity(ctx, db, {
      event: "customer_created",
      subject: { kind: "customer", id },
      data: { name: input.name },
    });

    return id;
  });
}

/**
 * Changes what is known of somebody. Another address is another reader: what the former one could open or would still
 * get ends with it, and what is ahead gets new links.
 *
 * @throws NotAllowed for anybody but a member
 * @throws NotFound unknown, out of the member's reach, or of another company
 * @throws SettingsChanged somebody else saved meanwhile
 * @throws CustomerShared another address, for somebody with appointments beyond the member's reach
 * @throws CustomerMerged, CustomerErased
 */
export async function changeCustomer(ctx: TenantContext, input: ChangeCustomer): Promise<void> {
  const seen = reachOf(ctx, "change-customers");
  const { customerId: id, version, ...fields } = input;
  const { companyId } = ctx;
  const columns = toColumns(fields);

  await ctx.transaction(async (db) => {
    const former = await lockAddress(db, companyId, id);
    const isMoved = former !== columns.emailNormalised;
    const beyond = isMoved ? beyondReach(seen) : null;
    const before = await changeSeen(ctx, db, {
      id,
      events: ["customer_changed", "customers_merged"],
      version,
      input: fields,
      read: async () => {
        const row = await db.customer.findFirst({
          where: { companyId, id, AND: [reachable(seen)] },
        });
        if (row !== null && row.mergedInto !== null) throw new CustomerMerged();
        if (row !== null && row.erasedAt !== null) throw new CustomerErased();

        return row;
      },
      write: async () => {
        const { count } = await db.customer.updateMany({
          where: {
            ...{ companyId, id, version, mergedInto: null },
            ...(beyond !== null && { appointments: { none: beyond } }),
          },
          data: { ...columns, version: { increment: 1 } },
        });
        if (count === 0 && beyond !== null) throw notTheirs();

        return count;
      },
      shown: shownCustomer,
      unnamed: ["locale"],
    });
    await recordActivity(ctx, db, {
      event: "customer_changed",
      subject: { kind: "customer", id },
      data: { name: input.name, ...(isMoved && addresses(before, columns)) },
    });
    if (isMoved && former !== null) await leaveAddress(ctx, db, { former, customerId: id });
  });
}

const notTheirs = () =>
  new CustomerShared({ issues: [{ path: ["email"], message: "customer-shared" }] });

function toColumns({ name, email, phone, locale, timeZone, notes }: NewCustomer) {
  const orNull = (text: string) => (text === "" ? null : text);

  return {
    name,
    email: orNull(email),
    emailNormalised: email === "" ? null : normaliseEmail(email),
    phone: orNull(phone),
    locale,
    timeZone,
    notes: orNull(notes),
  };
}

function shownCustomer(row: Customer) {
  return {
    name: row.name,
    email: row.email ?? "",
    phone: row.phone ?? "",
    locale: row.locale,
    timeZone: row.timeZone,
    notes: row.notes ?? "",
  };
}
