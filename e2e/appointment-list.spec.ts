import { expect, test } from "@playwright/test";

import { expectAccessible, OWNER, row, signInAs, STAFF } from "./support/portal";

const filter = "Termine filtern";
type Old = { id: string; day: string; reference: string; customer: string; service: string };

/** One that lies further back than any week the list begins with. */
const oldest = () =>
  row<Old>(`select a.id, (a.starts_at at time zone 'Europe/Berlin')::date::text as day, a.reference,
      c.name as customer, s.name as service
    from appointments a
    join customers c on c.company_id = a.company_id and c.id = a.customer_id
    join services s on s.company_id = a.company_id and s.id = a.service_id
    where a.company_id = (select id from companies where slug = 'morgenlicht')
    order by a.starts_at limit 1`);

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("an old appointment is found by its number, and by its days and service", async ({
      page,
    }) => {
      const old = await oldest();
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/appointments");
      const form = page.getByRole("search", { name: filter });
      const line = page.locator(`main a[href$="/appointments/${old.id}"]`);
      await expect(line).toHaveCount(0);

      await form.getByRole("searchbox").fill(old.reference.toLowerCase());
      await form.getByRole("button", { name: "Filtern" }).click();
      await expect(page.getByText("1 Termin im gesamten Zeitraum")).toBeVisible();
      await expect(line).toHaveText(old.customer);

      await page.getByRole("link", { name: "Zurücksetzen" }).click();
      await form.getByLabel("Von").fill(old.day);
      await form.getByLabel("Bis").fill(old.day);
      await form.getByLabel("Leistung").selectOption({ label: old.service });
      await form.getByRole("button", { name: "Filtern" }).click();
      await expect(line).toHaveText(old.customer);
      await expect(page.getByText(/^\d+ Termine? am \p{L}+, [^–]+$/u)).toBeVisible();
      await expect(page.getByRole("link", { name: "Tag", exact: true })).toHaveAttribute(
        "aria-current",
        "page",
      );
      await page.getByRole("link", { name: "Monat", exact: true }).click();
      await expect(line).toHaveText(old.customer);
      await expect(page.getByText(/^\d+ Termine? von .+ bis .+$/)).toBeVisible();
      await expect(form.getByLabel("Von")).toHaveValue(`${old.day.slice(0, 8)}01`);
      await page.getByRole("link", { name: "Nächster Monat" }).click();
      await expect(form.getByLabel("Von")).not.toHaveValue(`${old.day.slice(0, 8)}01`);
      await expect(form.getByLabel("Leistung")).toHaveValue(/./);
    });
  });
}

test("a long list is read page by page, there and back, on a phone as well", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/appointments?day=2020-01-01&until=2040-01-01");
  const names = () => page.locator("main tbody a").allTextContents();
  const first = await names();
  expect(first).toHaveLength(50);
  await page.getByRole("link", { name: "Weitere Termine" }).click();
  await expect(page.getByRole("link", { name: "Frühere Termine" })).toBeVisible();
  expect(await names()).not.toEqual(first);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Frühere Termine" }).click();
  await expect(page.getByRole("button", { name: "Frühere Termine" })).toBeDisabled();
  expect(await names()).toEqual(first);
});

test("staff search among their own", async ({ page }) => {
  const { reference } = await row<{ reference: string }>(
    `select a.reference from appointments a join staff s on s.id = a.staff_id
     where s.name = 'Mehmet Aydın' limit 1`,
  );
  await signInAs(page, STAFF);
  await page.goto(`/morgenlicht/appointments?search=${reference}`);
  await expect(page.getByText(`Keine Termine für „${reference}“`)).toBeVisible();
});
