import { beforeEach, describe, expect, it } from "vitest";

import { CustomerMerged, CustomersChanged, CustomersOverlap } from "@/lib/customers/errors";
import { customerFilterSchema, newCustomerSchema } from "@/lib/customers/schema";
import { foreseeMerge } from "@/lib/customers/service/foresee-merge";
import { getCustomer } from "@/lib/customers/service/get-customer";
import { listCustomers } from "@/lib/customers/service/list-customers";
import { mergeCustomers } from "@/lib/customers/service/merge-customers";
import { createCustomer } from "@/lib/customers/service/save-customer";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let otherId: string;

const ctx = () => as(salon.companyId, salon.owner);
const added = (fields: Record<string, string>) =>
  createCustomer(
    ctx(),
    newCustomerSchema.parse({ locale: "de", timeZone: "Europe/Berlin", ...fields }),
  );
const pair = (more: Record<string, unknown> = {}) => ({
  customerId: salon.customerId,
  version: 1,
  otherId,
  otherVersion: 1,
  ...more,
});

beforeEach(async () => {
  salon = await createSalon();
  otherId = await added({ name: "M. Fischer", phone: "030 123456", notes: "Alt" });
});

describe("mergeCustomers", () => {
  it("gives everything to the one that stays, with a line in each appointment's history", async () => {
    const own = await createAppointment(salon);
    const moved = await createAppointment(
      { ...salon, customerId: otherId },
      { startsAt: new Date("2027-03-11T09:00:00Z") },
    );
    await mergeCustomers(ctx(), pair());

    await expect(getCustomer(ctx(), salon.customerId)).resolves.toMatchObject({
      name: "Marlene Fischer",
      email: "marlene@example.org",
      phone: "030 123456",
      notes: "Alt",
      version: 2,
      upcoming: [{ id: own }, { id: moved }],
    });
    expect(
      await stored(
        `select version, action, actor_name, old_values->'customer'->>'name' as was,
           new_values->'customer'->>'name' as is from appointment_audit_logs
         where appointment_id = $1 and action <> 'created'`,
        moved,
      ),
    ).toEqual([
      {
        version: null,
        action: "customer_changed",
        actor_name: "Jana Richter",
        was: "M. Fischer",
        is: "Marlene Fischer",
      },
    ]);
    expect(await stored("select version from appointments where id = $1", moved)).toEqual([
      { version: 1 },
    ]);
    expect(
      await stored(
        "select data from activity_log where event = 'customers_merged' and company_id = $1",
        salon.companyId,
      ),
    ).toEqual([{ data: { name: "Marlene Fischer", note: "M. Fischer" } }]);
  });

  it("keeps what both entries said", async () => {
    await owner.query("update customers set notes = 'Neu', phone = '030 654321' where id = $1", [
      salon.customerId,
    ]);
    await mergeCustomers(ctx(), pair());

    await expect(getCustomer(ctx(), salon.customerId)).resolves.toMatchObject({
      notes: "Neu\nAlt",
      phone: "030 654321",
    });
  });

  it("leaves the other one out of lists, and leads on from it, however often", async () => {
    const third = await added({ name: "Marlene F." });
    await mergeCustomers(ctx(), pair());
    await mergeCustomers(ctx(), {
      customerId: third,
      version: 1,
      otherId: salon.customerId,
      otherVersion: 2,
    });

    const { customers } = await listCustomers(ctx(), customerFilterSchema.parse({}));
    expect(customers.map(({ name }) => name)).toEqual(["Marlene F."]);
    await expect(getCustomer(ctx(), otherId)).resolves.toEqual({ mergedInto: third });
    await expect(getCustomer(ctx(), salon.customerId)).resolves.toEqual({ mergedInto: third });
  });

  it("leads nobody to somebody beyond their reach", async () => {
    await createAppointment(salon);
    const { branchId } = await createBranch(salon);
    await mergeCustomers(ctx(), pair());
    const manager = await addMember(salon.companyId, "manager", { branchId });

    await expect(getCustomer(as(salon.companyId, manager), otherId)).rejects.toThrow(NotFound);
  });

  it("refuses two who are in two places at once, and names the appointments", async () => {
    const own = await createAppointment(salon);
    const other = await createAppointment(
      { ...salon, customerId: otherId },
      { startsAt: new Date(STARTS_AT.getTime() + 15 * 60_000), staffId: salon.staffIds[1] },
    );
    const merging = mergeCustomers(ctx(), pair());

    await expect(merging).rejects.toThrow(CustomersOverlap);
    await expect(merging).rejects.toMatchObject({
      params: {
        references: `T-${own.slice(0, 8).toUpperCase()} / T-${other.slice(0, 8).toUpperCase()}`,
      },
    });
    expect(await stored("select merged_into from customers where id = $1", otherId)).toEqual([
      { merged_into: null },
    ]);
  });

  it("foresees which links end, and how many mails go out with new ones", async () => {
    const foreseen = () => foreseeMerge(ctx(), { customerId: salon.customerId, otherId });
    await createAppointment({ ...salon, customerId: otherId });
    await expect(foreseen()).resolves.toBeNull();

    const former = "mf@example.org";
    otherId = await added({ name: "Marlene F.", email: former });
    const day = (days: number) => new Date(STARTS_AT.getTime() + days * 24 * 3_600_000);
    for (const startsAt of [day(-20), day(7), day(8), day(9)]) {
      await createAppointment({ ...salon, customerId: otherId }, { startsAt });
    }
    const completed = { startsAt: day(-9), status: "completed" };
    await createAppointment({ ...salon, customerId: otherId }, completed);
    await expect(foreseen()).resolves.toEqual({
      from: former,
      to: "marlene@example.org",
      mails: 3,
    });

    await mergeCustomers(ctx(), pair());
    expect(
      await stored(
        "select recipient from appointment_email_queue where company_id = $1 and status = 'pending'",
        salon.companyId,
      ),
    ).toEqual(Array(3).fill({ recipient: "marlene@example.org" }));
  });

  it("takes what the page had shown, or nothing", async () => {
    await expect(mergeCustomers(ctx(), pair({ version: 2 }))).rejects.toThrow(CustomersChanged);
    await expect(mergeCustomers(ctx(), pair({ otherVersion: 2 }))).rejects.toThrow(
      CustomersChanged,
    );
    await mergeCustomers(ctx(), pair());
    await expect(mergeCustomers(ctx(), pair({ version: 2, otherVersion: 2 }))).rejects.toThrow(
      CustomerMerged,
    );
  });

  it("happens once, also when two people merge the two both ways at once", async () => {
    const outcomes = await behindLock(
      { table: "customers", id: salon.customerId, waiting: 2 },
      () =>
        Promise.allSettled([
          mergeCustomers(ctx(), pair()),
          mergeCustomers(ctx(), pair({ customerId: otherId, otherId: salon.customerId })),
        ]),
    );

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { code: "customer-merged" } },
    ]);
  });

  it("leaves no way for an appointment to come to the one that has gone", async () => {
    await mergeCustomers(ctx(), pair());

    await expect(createAppointment({ ...salon, customerId: otherId })).rejects.toMatchObject({
      code: "PV010",
    });
  });

  it("is for those who manage the company, and for theirs alone", async () => {
    const elsewhere = await createSalon();
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });

    await expect(mergeCustomers(as(salon.companyId, manager), pair())).rejects.toThrow(NotAllowed);
    await expect(foreseeMerge(as(salon.companyId, manager), pair())).rejects.toThrow(NotAllowed);
    await expect(foreseeMerge(as(elsewhere.companyId, elsewhere.owner), pair())).rejects.toThrow(
      NotFound,
    );
    await expect(mergeCustomers(as(elsewhere.companyId, elsewhere.owner), pair())).rejects.toThrow(
      NotFound,
    );
    await expect(mergeCustomers(ctx(), pair({ otherId: elsewhere.customerId }))).rejects.toThrow(
      NotFound,
    );
    await expect(mergeCustomers(ctx(), pair({ otherId: salon.customerId }))).rejects.toThrow(
      NotFound,
    );
  });
});
