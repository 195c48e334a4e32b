import { expect, it } from "vitest";

import { applyImport } from "@/lib/imports/service/apply-import";
import { getImport, startImport } from "@/lib/imports/service/imports";
import { undoImport } from "@/lib/imports/service/undo-import";
import { cleanUpImports } from "@/lib/jobs/cleanup-imports";
import { owner } from "@/tests/support/database";
import { as, createSalon, stored, type TestSalon } from "@/tests/support/salon";

const soon = { deadline: new Date(Date.now() + 60_000) };
const FILE = "Name;E-Mail;Notizen\nNora Neumann;nora@example.org;Mit Hund\nMax;max@example.org;";

const ctx = ({ companyId, owner: member }: TestSalon) => as(companyId, member);
const start = (salon: TestSalon) => startImport(ctx(salon), { text: FILE, fileName: "leute.csv" });
const aged = (id: string, columns: readonly string[], age: string) =>
  owner.query(
    `update imports set ${columns.map((column) => `${column} = now() - $2::interval`).join(", ")} where id = $1`,
    [id, age],
  );

it("forgets whom a file named 30 days ago, in every company, and a dry run only counts the rows", async () => {
  const salons = [await createSalon(), await createSalon()] as const;
  const ids: string[] = [];
  for (const salon of salons) {
    const preview = await start(salon);
    await aged(preview, ["created_at"], "31 days");
    const applied = await start(salon);
    await applyImport(ctx(salon), applied);
    await aged(applied, ["created_at", "applied_at"], "29 days");
    ids.push(preview, applied);
  }

  await expect(cleanUpImports({ ...soon, isDryRun: true })).resolves.toEqual({ importedRows: 4 });
  expect(JSON.stringify(await getImport(ctx(salons[0]), ids[0]!))).toContain("nora@example.org");
  await expect(cleanUpImports({ ...soon, isDryRun: false })).resolves.toEqual({ importedRows: 4 });
  await expect(cleanUpImports({ ...soon, isDryRun: false })).resolves.toEqual({ importedRows: 0 });
  for (const [salon, preview, applied] of [
    [salons[0], ids[0]!, ids[1]!],
    [salons[1], ids[2]!, ids[3]!],
  ] as const) {
    expect(await getImport(ctx(salon), preview)).toMatchObject({
      ...{ rowCount: 2, badCount: 2 },
      entries: [2, 3].map((line) => ({
        ...{ line, name: "", email: "", phone: "", notes: "", problem: "row-erased" },
      })),
    });
    expect(JSON.stringify(await getImport(ctx(salon), applied))).toContain("nora@example.org");
  }
});

it("writes nobody of a forgotten file, and takes back what had come of it", async () => {
  const salon = await createSalon();
  const preview = await start(salon);
  await aged(preview, ["created_at"], "31 days");
  await cleanUpImports({ ...soon, isDryRun: false });
  await applyImport(ctx(salon), preview);
  const people = "select name from customers where company_id = $1 order by name";
  expect(await stored(people, salon.companyId)).toEqual([{ name: "Marlene Fischer" }]);

  const applied = await start(salon);
  await applyImport(ctx(salon), applied);
  await aged(applied, ["created_at", "applied_at"], "31 days");
  await cleanUpImports({ ...soon, isDryRun: false });
  expect(await getImport(ctx(salon), applied)).toMatchObject({
    ...{ customerCount: 2, badCount: 0 },
    entries: [{ name: "" }, { name: "" }],
  });
  await undoImport(ctx(salon), applied);
  expect(await stored(people, salon.companyId)).toEqual([{ name: "Marlene Fischer" }]);
});
