import { beforeEach, describe, expect, it } from "vitest";

import {
  ImportSettled,
  ImportTooLong,
  ImportUnreadable,
  ImportWithoutNames,
} from "@/lib/imports/errors";
import { applyImport } from "@/lib/imports/service/apply-import";
import { getImport, listImports, startImport } from "@/lib/imports/service/imports";
import { readCustomers } from "@/lib/imports/service/read-customers";
import { undoImport } from "@/lib/imports/service/undo-import";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const FILE = `\uFEFFVorname;Nachname;E-Mail;Telefon;Notiz
Anna;Berg;Anna@Example.org;030 1234;"mag ""Ruhe""; kommt gern früh"
Zoë 🎈;Öztürk;;;=1+1

Marlene;Fischer;MARLENE@example.org;;
Bert;Ohne;keine-adresse;;
Anna;Doppelt;anna@example.org;;
Carla;See;carla@example.org;abc;
`.replaceAll("\n", "\r\n");
const start = (text = FILE) => startImport(ctx(), { text, fileName: "Kundschaft.csv" });
const imported = (id: string) =>
  stored(
    "select name, email, notes, time_zone from customers where import_id = $1 order by name",
    id,
  );

describe("reading a file of customers", () => {
  it("says row by row what is wrong, and keeps umlauts, quotes, emoji and formulas as they are", () => {
    expect(
      readCustomers(FILE).map(({ line, name, notes, problem }) => [line, name, notes, problem]),
    ).toEqual([
      [2, "Anna Berg", 'mag "Ruhe"; kommt gern früh', null],
      [3, "Zoë 🎈 Öztürk", "=1+1", null],
      [5, "Marlene Fischer", "", null],
      [6, "Bert Ohne", "", "email-invalid"],
      [7, "Anna Doppelt", "", "duplicate-address"],
      [8, "Carla See", "", "phone-invalid"],
    ]);
  });

  it("reads commas, English heads, ten thousand columns and rows that are too short or too long", () => {
    const wide = `Name,Email${",x".repeat(10_000)}\nAnn Hill,ann@example.org\nBob Lake,b@example.org${",1".repeat(10_001)}`;

    expect(readCustomers(wide).map(({ name, problem }) => [name, problem])).toEqual([
      ["Ann Hill", null],
      ["Bob Lake", null],
    ]);
  });

  it.each([
    ["quotation marks that do not match", 'Name\n"Anna', ImportUnreadable],
    ["a table without names", "Farbe;Größe\nrot;1", ImportWithoutNames],
    ["nothing", "", ImportWithoutNames],
    ["too many rows", `Name\n${"Anna Berg\n".repeat(5001)}`, ImportTooLong],
  ])("refuses %s", (_what, text, error) => {
    expect(() => readCustomers(text)).toThrow(error);
  });
});

describe("importing customers", () => {
  it("writes nothing until it is applied, then the good rows, and nobody twice", async () => {
    const id = await start();
    expect(await imported(id)).toEqual([]);
    expect(await getImport(ctx(), id)).toMatchObject({
      status: "preview",
      rowCount: 6,
      badCount: 3,
      customerCount: 0,
    });
    await applyImport(ctx(), id);

    expect(await imported(id)).toEqual([
      {
        name: "Anna Berg",
        email: "Anna@Example.org",
        notes: 'mag "Ruhe"; kommt gern früh',
        time_zone: "Europe/Berlin",
      },
      { name: "Zoë 🎈 Öztürk", email: null, notes: "=1+1", time_zone: "Europe/Berlin" },
    ]);
    const { entries, customerCount } = await getImport(ctx(), id);
    expect(customerCount).toBe(2);
    expect(entries[2]?.customerId).toBe(salon.customerId);
    expect(
      await stored(
        "select data from activity_log where event = 'import_applied' and company_id = $1",
        salon.companyId,
      ),
    ).toEqual([{ data: { name: "Kundschaft.csv", count: 2 } }]);
    expect(await listImports(ctx())).toMatchObject([
      { id, status: "applied", createdBy: "Jana Richter" },
    ]);
  });

  it("is applied once and undone once, whoever presses at the same time", async () => {
    const id = await start();
    const outcomes = async (work: (...args: Parameters<typeof applyImport>) => Promise<void>) =>
      (await Promise.allSettled([1, 2, 3].map(() => work(ctx(), id)))).map((one) =>
        one.status === "fulfilled" ? "done" : (one.reason as Error).constructor,
      );
    await expect(undoImport(ctx(), id)).rejects.toThrow(ImportSettled);
    expect((await outcomes(applyImport)).filter((one) => one === "done")).toHaveLength(1);
    expect(await imported(id)).toHaveLength(2);
    expect((await outcomes(undoImport)).filter((one) => one === ImportSettled)).toHaveLength(2);

    expect(await imported(id)).toEqual([]);
    await expect(applyImport(ctx(), id)).rejects.toThrow(ImportSettled);
  });

  it("adds somebody once when two files with them are applied at once", async () => {
    const [one, other] = [await start(), await start()];
    await Promise.all([applyImport(ctx(), one), applyImport(ctx(), other)]);

    expect(
      await stored(
        "select from customers where company_id = $1 and email_normalised = 'anna@example.org'",
        salon.companyId,
      ),
    ).toHaveLength(1);
  });

  it("leaves whom somebody has changed or booked for when it is undone", async () => {
    const id = await start(
      "Name;E-Mail\nAnna Berg;a@example.org\nBert Tal;b@example.org\nCarl See;",
    );
    await applyImport(ctx(), id);
    const [anna, bert] = (await getImport(ctx(), id)).entries;
    await createAppointment(salon, { customerId: anna!.customerId! });
    await owner.query("update customers set notes = 'neu', version = 2 where id = $1", [
      bert!.customerId,
    ]);
    expect(await getImport(ctx(), id)).toMatchObject({ customerCount: 3, keptCount: 2 });
    await undoImport(ctx(), id);

    expect((await imported(id)).map(({ name }) => String(name))).toEqual(["Anna Berg", "Bert Tal"]);
    expect(await getImport(ctx(), id)).toMatchObject({ status: "undone", customerCount: 2 });
  });

  it("is for those who set up the company, and for theirs alone", async () => {
    const elsewhere = await createSalon();
    const { companyId, branchId } = salon;
    const manager = as(companyId, await addMember(companyId, "manager", { branchId }));
    const stranger = as(elsewhere.companyId, elsewhere.owner);
    const id = await start();

    expect(() => startImport(manager, { text: FILE, fileName: "x" })).toThrow(NotAllowed);
    expect(() => listImports(manager)).toThrow(NotAllowed);
    expect(() => getImport(manager, id)).toThrow(NotAllowed);
    await expect(applyImport(manager, id)).rejects.toThrow(NotAllowed);
    await expect(undoImport(manager, id)).rejects.toThrow(NotAllowed);
    expect(await listImports(stranger)).toEqual([]);
    await expect(getImport(stranger, id)).rejects.toThrow(NotFound);
    await expect(applyImport(stranger, id)).rejects.toThrow(NotFound);
    await expect(undoImport(stranger, id)).rejects.toThrow(NotFound);
  });
});
