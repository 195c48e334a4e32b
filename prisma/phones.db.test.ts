import { beforeEach, describe, expect, it } from "vitest";

import { newBranchSchema } from "@/lib/catalogue/schema";
import { companySettingsSchema } from "@/lib/companies/schema";
import { newCustomerSchema } from "@/lib/customers/schema";
import { mergeCustomers } from "@/lib/customers/service/merge-customers";
import { phoneHref } from "@/lib/shared/phone";
import { attackAs, owner } from "@/tests/support/database";
import { as, createSalon, stored, type TestSalon } from "@/tests/support/salon";

const TABLES = ["customers", "branches", "companies"];

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

/** As it stands in rows from before numbers were looked at. */
async function writtenOnce(phone: string): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const table of TABLES) await client.query(`update ${table} set phone = $1`, [phone]);
    await client.query("reset session_replication_role");
  } finally {
    client.release();
  }
}

describe("a phone number", () => {
  it.each([
    ...["030 12345", "(030) 12/34-5.6", "+49 30 123456 DW 12", "030 12345 x9", "12345"],
    ...[
      "123456789012345",
      "1234567890123456",
      "1234",
      "abc",
      "-",
      "030 12345 bei Oma",
      "030 12345 x",
    ],
    ...[
      "030 1+2345",
      "12 ext 345678",
      "+49 30 1234567 / 0171 2345678",
      "",
      "030\n12345",
      "٠٣٠١٢٣٤٥",
    ],
  ])("is the same to the database and to every form: '%s'", async (phone) => {
    const [row] = await stored("select is_phone($1) as is", phone);

    expect(row).toEqual({ is: phoneHref(phone) !== null });
  });

  it.each([
    ["a customer", newCustomerSchema],
    ["a branch", newBranchSchema],
    ["a company", companySettingsSchema],
  ])("that nobody can dial is refused at the field of %s", (_whose, schema) => {
    const issues = schema.safeParse({ phone: "abc" }).error?.issues ?? [];

    expect(issues.filter(({ path }) => path[0] === "phone")).toMatchObject([
      { message: "phone-invalid" },
    ]);
  });
});

describe("past the services", () => {
  it.each(TABLES)("%s get none that nobody can dial", async (table) => {
    const set = `update ${table} set phone = $1`;

    expect(await attackAs(salon.companyId, set, ["abc"])).toBe("23514");
    expect(await attackAs(salon.companyId, set, ["030 12345"])).toBe("let through");
    expect(await attackAs(salon.companyId, set, [null])).toBe("let through");
  });

  it("and nobody new is written in with one", async () => {
    const add = "insert into customers (company_id, name, phone) values ($1, 'Neu', $2)";

    expect(await attackAs(salon.companyId, add, [salon.companyId, "abc"])).toBe("23514");
  });
});

describe("what was once written in its place", () => {
  it.each(TABLES)("keeps nobody from changing the rest of %s", async (table) => {
    await writtenOnce("abc");

    expect(await attackAs(salon.companyId, `update ${table} set name = name || '+'`)).toBe(
      "let through",
    );
    const rows = await stored(`select distinct phone from ${table}`);
    expect(rows).toEqual([{ phone: "abc" }]);
  });

  it("is noted down when two entries about one person become one", async () => {
    const { rows } = await owner.query<{ id: string }>(
      "insert into customers (company_id, name) values ($1, 'M. Fischer') returning id",
      [salon.companyId],
    );
    await writtenOnce("bei der Mutter");
    await owner.query("update customers set phone = null where id = $1", [salon.customerId]);
    await mergeCustomers(as(salon.companyId, salon.owner), {
      ...{ customerId: salon.customerId, version: 1, otherId: rows[0]!.id, otherVersion: 1 },
    });

    expect(
      await stored("select phone, notes from customers where id = $1", salon.customerId),
    ).toEqual([{ phone: null, notes: "bei der Mutter" }]);
  });
});
