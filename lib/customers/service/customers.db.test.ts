import { beforeEach, describe, expect, it } from "vitest";

import { SettingsChanged } from "@/lib/companies/errors";
import {
  changeCustomerSchema,
  type CustomerDetail,
  customerFilterSchema,
  newCustomerSchema,
} from "@/lib/customers/schema";
import { getCustomer } from "@/lib/customers/service/get-customer";
import { listCustomers } from "@/lib/customers/service/list-customers";
import { changeCustomer, createCustomer } from "@/lib/customers/service/save-customer";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = (member: Member = salon.owner) => as(salon.companyId, member);
const form = {
  name: "Nora Neumann",
  email: "Nora@Example.org",
  phone: "+49 151 234-567",
  locale: "en",
  timeZone: "America/New_York",
  notes: "Kommt mit Hund",
};
const newCustomer = (more: Record<string, string> = {}) =>
  newCustomerSchema.parse({ ...form, ...more });
const change = (more: Record<string, string> = {}, version = 1) =>
  changeCustomerSchema.parse({ ...form, customerId: salon.customerId, version, ...more });
const names = async (filter: Record<string, string> = {}, member?: Member) =>
  (await listCustomers(ctx(member), customerFilterSchema.parse(filter))).customers.map(
    ({ name }) => name,
  );
const detail = async (id: string, member?: Member) =>
  (await getCustomer(ctx(member), id)) as CustomerDetail;

describe("a customer", () => {
  it("is added with language, zone and an address that compares in one way", async () => {
    const id = await createCustomer(ctx(), newCustomer());

    await expect(detail(id)).resolves.toMatchObject({
      ...form,
      version: 1,
      appointmentCount: 0,
      upcoming: [],
      past: [],
    });
    expect(await stored("select email_normalised from customers where id = $1", id)).toEqual([
      { email_normalised: "nora@example.org" },
    ]);
    expect(await stored("select event, data from activity_log where subject_id = $1", id)).toEqual([
      { event: "customer_created", data: { name: "Nora Neumann" } },
    ]);
  });

  it("is added once by a form that is sent twice, and by one that is filled in anew as somebody else", async () => {
    const customerId = crypto.randomUUID();
    const send = (more: Record<string, string> = {}) =>
      createCustomer(ctx(), { ...newCustomer(more), customerId });
    const ids = await Promise.all([send(), send(), send()]);
    expect(ids).toEqual([customerId, customerId, customerId]);
    const other = await send({ name: "Otto Neumann" });

    await expect(names()).resolves.toEqual(["Marlene Fischer", "Nora Neumann", "Otto Neumann"]);
    expect(other).not.toBe(customerId);
    const log = "select from activity_log where event = 'customer_created' and company_id = $1";
    expect(await stored(log, salon.companyId)).toHaveLength(2);
  });

  it("comes under an id that another company has, without meeting theirs", async () => {
    const elsewhere = await createSalon();
    const id = await createCustomer(ctx(), {
      ...newCustomer(),
      customerId: elsewhere.customerId,
    });

    await expect(detail(id)).resolves.toMatchObject({ name: "Nora Neumann" });
    const theirs = "select name from customers where company_id = $1";
    expect(await stored(theirs, elsewhere.companyId)).toEqual([{ name: "Marlene Fischer" }]);
  });

  it("is found by parts of name and address and by the digits of the phone", async () => {
    await createCustomer(ctx(), newCustomer());

    await expect(names()).resolves.toEqual(["Marlene Fischer", "Nora Neumann"]);
    await expect(names({ search: "neu" })).resolves.toEqual(["Nora Neumann"]);
    await expect(names({ search: "NORA@" })).resolves.toEqual(["Nora Neumann"]);
    await expect(names({ search: "151/234 567" })).resolves.toEqual(["Nora Neumann"]);
    await expect(names({ search: "%" })).resolves.toEqual([]);
  });

  it("stands on one page of the list, also among those of the same name", async () => {
    for (let one = 0; one < 52; one += 1) {
      await createCustomer(ctx(), newCustomer({ name: one % 2 === 0 ? "Anna Alt" : "ANNA ALT" }));
    }
    const first = await listCustomers(ctx(), customerFilterSchema.parse({}));
    const second = await listCustomers(
      ctx(),
      customerFilterSchema.parse({ after: first.next ?? "" }),
    );

    const ids = [...first.customers, ...second.customers].map(({ id }) => id);
    expect(first.customers).toHaveLength(50);
    expect(second.next).toBeNull();
    expect(new Set(ids).size).toBe(53);
  });

  it("shows appointments to come and past ones, as the member may see them", async () => {
    const other = await createBranch(salon);
    await createAppointment(salon);
    await createAppointment(salon, { startsAt: new Date("2027-02-10T09:00:00Z") });
    await createAppointment(other, { startsAt: new Date("2027-03-11T09:00:00Z") });
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });

    const counts = ({ upcoming, past }: CustomerDetail) => [upcoming.length, past.length];
    expect(counts(await detail(salon.customerId))).toEqual([2, 1]);
    expect(counts(await detail(salon.customerId, manager))).toEqual([1, 1]);
  });

  it("is seen by a branch if theirs or nobody's yet, by staff if theirs", async () => {
    const other = await createBranch(salon);
    await createAppointment(other);
    await createCustomer(ctx(), newCustomer());
    const { companyId, branchId, staffIds, customerId } = salon;
    const manager = await addMember(companyId, "manager", { branchId });
    const staff = await addMember(companyId, "staff", { staffId: staffIds[0] });
    const theirs = await addMember(companyId, "staff", { staffId: other.staffIds[0] });

    await expect(names({}, manager)).resolves.toEqual(["Nora Neumann"]);
    await expect(names({}, staff)).resolves.toEqual([]);
    await expect(names({}, theirs)).resolves.toEqual(["Marlene Fischer"]);
    await expect(detail(customerId, manager)).rejects.toThrow(NotFound);
    await expect(detail(customerId, staff)).rejects.toThrow(NotFound);
    await expect(changeCustomer(ctx(staff), change())).rejects.toThrow(NotFound);
    await changeCustomer(ctx(theirs), change({ name: "Marlene Vogt" }));
    await expect(createCustomer(ctx(staff), newCustomer())).rejects.toThrow(NotAllowed);
    await expect(createCustomer(ctx(manager), newCustomer())).resolves.toBeTypeOf("string");
  });

  it("is changed by the first of two, and the other one is told", async () => {
    const outcomes = await behindLock(
      { table: "customers", id: salon.customerId, waiting: 2 },
      () =>
        Promise.allSettled([
          changeCustomer(ctx(), change({ phone: "11111" })),
          changeCustomer(ctx(), change({ phone: "22222" })),
        ]),
    );

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof SettingsChanged)).toEqual([true]);
    expect(refused[0]?.reason).toMatchObject({ issues: [{ path: ["phone"] }] });
  });

  it("is another company's 404, and nothing for who is no member", async () => {
    const elsewhere = await createSalon();
    const stranger = as(elsewhere.companyId, elsewhere.owner);
    const visitor = as(salon.companyId, VISITOR);

    await expect(getCustomer(stranger, salon.customerId)).rejects.toThrow(NotFound);
    await expect(changeCustomer(stranger, change())).rejects.toThrow(NotFound);
    expect(
      (await listCustomers(stranger, customerFilterSchema.parse({}))).customers.map(({ id }) => id),
    ).not.toContain(salon.customerId);
    await expect(getCustomer(visitor, salon.customerId)).rejects.toThrow(NotAllowed);
    await expect(changeCustomer(visitor, change())).rejects.toThrow(NotAllowed);
    await expect(listCustomers(visitor, customerFilterSchema.parse({}))).rejects.toThrow(
      NotAllowed,
    );
  });

  it("has perhaps been entered before: same address, number or name, for those who may merge", async () => {
    const by = { email: "", phone: "" };
    await createCustomer(ctx(), newCustomer({ ...by, name: "marlene fischer" }));
    await createCustomer(
      ctx(),
      newCustomer({ ...by, name: "M. F.", email: "MARLENE@example.org" }),
    );
    const first = await createCustomer(ctx(), newCustomer({ email: "" }));
    await createCustomer(ctx(), newCustomer({ name: "N. N.", email: "", phone: "0049151234567" }));
    await createCustomer(
      ctx(),
      newCustomer({ name: "Nora N.", email: "", phone: "(49) 151 234567" }),
    );
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });

    const found = async (id: string, member?: Member) =>
      (await detail(id, member)).duplicates.map(({ name, because }) => `${name}: ${because}`);
    await expect(found(salon.customerId)).resolves.toEqual([
      "marlene fischer: name",
      "M. F.: email",
    ]);
    await expect(found(first)).resolves.toEqual(["Nora N.: phone"]);
    await expect(found(first, manager)).resolves.toEqual([]);
  });
});
