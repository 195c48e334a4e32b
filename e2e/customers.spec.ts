import { expect, test } from "@playwright/test";

import { expectKeyboardReaches } from "./support/keyboard";
import {
  expectAccessible,
  OWNER,
  row,
  signInAs,
  sql,
  STAFF,
  upcomingAppointment,
} from "./support/portal";

/** Somebody with an appointment to come, and a second entry of the same name for them. */
async function enteredTwice(): Promise<{ id: string; other: string; name: string }> {
  const booked = await upcomingAppointment();
  const name = `Zweifach ${String(Date.now())}`;
  const { id } = await row<{ id: string }>(
    "update customers set name = $2 where id = (select customer_id from appointments where id = $1) returning id",
    [booked.id, name],
  );
  const { id: other } = await row<{ id: string }>(
    "insert into customers (company_id, name, phone) values ($1, $2, '030 7654321') returning id",
    [booked.companyId, name],
  );

  return { id, other, name };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with${javaScriptEnabled ? "" : "out"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("somebody is added, found by the digits of their phone, and changed", async ({ page }) => {
      const digits = String(Date.now()).slice(-9);
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/customers");
      await page.getByRole("link", { name: "Person anlegen" }).click();
      // The list has a field for names, too.
      await expect(page.getByRole("heading", { name: "Person anlegen" })).toBeVisible();
      await page.getByLabel("Name").fill(`Nora Neu ${digits}`);
      await page.getByLabel("Telefon").fill(`0170 / ${digits}`);
      await page.getByRole("button", { name: "Speichern" }).click();
      await expect(page.getByText("Die Person ist angelegt.")).toBeVisible();

      await page.goto(`/morgenlicht/customers?search=${digits}`);
      await page.getByRole("link", { name: `Nora Neu ${digits}` }).click();
      await page.getByRole("link", { name: "Bearbeiten" }).click();
      await page.getByLabel("Sprache").selectOption("Englisch");
      await page.getByRole("button", { name: "Speichern" }).click();
      await expect(page.getByText("Die Angaben sind gespeichert.")).toBeVisible();
      await expect(page.getByRole("region", { name: "Angaben" })).toContainText("Englisch");

      await page.getByRole("link", { name: "Neuer Termin" }).click();
      await expect(page.getByText(`Für Nora Neu ${digits}`)).toBeVisible();
      await expect(page.getByLabel("Leistung")).toBeVisible();
    });

    test("two entries of one person become one, and the old address leads to it", async ({
      page,
    }) => {
      const { id, other, name } = await enteredTwice();
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/customers/${other}`);
      await page.getByRole("link", { name: `Vergleichen ${name}` }).click();
      await page.getByRole("link", { name: "Umgekehrt zusammenführen" }).click();
      await expect(page).toHaveURL(new RegExp(`customers/${id}/merge`));
      await page.getByRole("button", { name: "Zusammenführen", exact: true }).click();
      await expect(page.getByText("Die Einträge sind zusammengeführt.")).toBeVisible();
      await expect(
        page.getByRole("region", { name: "Kommende Termine" }).getByRole("link"),
      ).not.toHaveCount(0);

      await page.goto(`/morgenlicht/customers/${other}`);
      await expect(page).toHaveURL(new RegExp(`customers/${id}$`));
      await page.goto(`/morgenlicht/customers?search=${encodeURIComponent(name)}`);
      await expect(page.getByRole("row").filter({ hasText: name })).toHaveCount(1);
    });

    test("somebody who asks to be forgotten is forgotten, once nothing is kept or ahead", async ({
      page,
    }) => {
      const name = `Ottilie ${String(Date.now())}`;
      const { id } = await row<{ id: string }>(
        `insert into customers (company_id, name, phone)
         select id, $1, '030 1112223' from companies where slug = 'morgenlicht' returning id`,
        [name],
      );
      const { id: expected } = await enteredTwice();
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/customers/${expected}/erase`);
      await expect(page.getByText("Es stehen noch Termine bevor")).toBeVisible();
      await expect(page.getByRole("button", { name: "Endgültig löschen" })).toHaveCount(0);

      await page.goto(`/morgenlicht/customers/${id}`);
      await page.getByRole("link", { name: "Angaben löschen …" }).click();
      await page.getByLabel("Warum müssen die Angaben bleiben?").fill("Rechnung 12 ist strittig.");
      await page.getByRole("button", { name: "Aufbewahren" }).click();
      await expect(page.getByText("Die Angaben sind jetzt vor dem Löschen bewahrt.")).toBeVisible();
      await page.getByRole("link", { name: "Angaben löschen …" }).click();
      await expect(page.getByText("Rechnung 12 ist strittig.")).toBeVisible();
      await expect(page.getByRole("button", { name: "Endgültig löschen" })).toHaveCount(0);
      await page.getByRole("button", { name: "Aufbewahrung beenden" }).click();

      await page.getByRole("link", { name: "Angaben löschen …" }).click();
      await page.getByLabel("Die Person verlangt es").check();
      await page.getByLabel("Ich weiß, dass sich das nicht zurücknehmen lässt.").check();
      await page.getByRole("button", { name: "Endgültig löschen" }).click();
      await expect(page.getByText("Die Angaben sind gelöscht.")).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Gelöschte Person/);
      await expect(page.getByText(name)).toHaveCount(0);
      await expect(page.getByRole("link", { name: "Neuer Termin" })).toHaveCount(0);
      await page.goto(`/morgenlicht/customers?search=${encodeURIComponent(name)}`);
      await expect(page.getByRole("row").filter({ hasText: name })).toHaveCount(0);
    });
  });
}

test("two who are in two places at once stay two, and the appointments are named", async ({
  page,
}) => {
  const { id, other } = await enteredTwice();
  const clash = await row<{ reference: string }>(
    `with booked as (
       insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
         starts_at, ends_at, time_zone, price_minor)
       select a.company_id, 'Z-' || substr(md5(random()::text), 1, 8), $2, a.service_id, s.id, s.branch_id,
         a.starts_at, a.ends_at, a.time_zone, 0
       from appointments a join staff s on s.company_id = a.company_id and s.id <> a.staff_id
       where a.customer_id = $1 and a.status = 'confirmed' and a.starts_at > now()
         and not exists (select from slot_claims c where c.company_id = s.company_id
           and c.staff_id = s.id and c.during && tstzrange(a.starts_at, a.ends_at))
       limit 1 returning company_id, id, reference),
     audited as (
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 1, 'created', 'system', 'Test' from booked)
     select reference from booked`,
    [id, other],
  );
  await signInAs(page, OWNER);
  await page.goto(`/morgenlicht/customers/${id}/merge?with=${other}`);
  await page.getByRole("button", { name: "Zusammenführen", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText(clash.reference);
  await sql("update customers set name = name || ' 2' where id = $1", [other]);
});

test("staff see their own customers, and nobody else's", async ({ page }) => {
  const stranger = await row<{ id: string }>(
    `select c.id from customers c join companies co on co.id = c.company_id and co.slug = 'morgenlicht'
     where c.merged_into is null and not exists (
       select from appointments a join staff s on s.company_id = a.company_id and s.id = a.staff_id
       where a.company_id = c.company_id and a.customer_id = c.id and s.name = 'Lena Hofmann') limit 1`,
  );
  await signInAs(page, STAFF);
  await page.goto("/morgenlicht/customers");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("link", { name: "Person anlegen" })).toHaveCount(0);
  await page.goto(`/morgenlicht/customers/${stranger.id}`);
  await expect(page.getByRole("heading", { name: "Das gibt es hier nicht" })).toBeVisible();
});

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]) {
  test(`every page about customers is accessible, ${String(viewport.width)} px wide`, async ({
    page,
  }) => {
    const { id, other } = await enteredTwice();
    await page.setViewportSize(viewport);
    await signInAs(page, OWNER);
    for (const part of [
      "",
      "?search=nichts%20davon",
      "/new",
      `/${id}`,
      `/${id}/edit`,
      `/${id}/erase`,
      `/${other}/erase`,
      `/${id}/merge?with=${other}`,
    ]) {
      await page.goto(`/morgenlicht/customers${part}`);
      await expectAccessible(page);
    }
    await page.goto(`/morgenlicht/customers/${id}/edit`);
    await expectKeyboardReaches(page);
  });
}
