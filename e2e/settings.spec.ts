import { expect, type Page, test } from "@playwright/test";

import { expectKeyboardReaches } from "./support/keyboard";
import {
  expectAccessible,
  manageLink,
  MANAGER,
  OWNER,
  row,
  signInAs,
  sql,
  upcomingAppointment,
} from "./support/portal";

const save = { name: "Speichern" };

test.afterEach(async () => {
  await sql(
    "delete from appointment_policies where branch_id is null and service_id is null and staff_id is null and max_reschedules = 7",
  );
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with${javaScriptEnabled ? "" : "out"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    /** With JavaScript it is said while somebody types. */
    const preview = (page: Page) =>
      javaScriptEnabled
        ? Promise.resolve()
        : page.getByRole("button", { name: "Vorschau" }).click();

    test("a rule says what it means before it is saved, and the customer's page says it after", async ({
      page,
    }) => {
      const booked = await upcomingAppointment();
      await sql("update appointments set policy = null where id = $1", [booked.id]);
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/settings/rules");
      await page.getByLabel("Wie oft ein Termin verschoben").fill("7");
      await preview(page);
      await expect(page.getByText("selbst verschieben, 7-mal, kostenlos.")).toBeVisible();
      await expect(page.getByLabel("Wie oft ein Termin verschoben")).toHaveValue("7");
      await page.getByRole("button", save).click();
      await expect(page.getByRole("status").first()).toContainText("Die Regel ist gespeichert.");

      await page.goto("/morgenlicht/activity?group=setup");
      await expect(page.getByRole("row").nth(1)).toContainText("Verschieben je Termin");
      await page.goto(manageLink(booked));
      await expect(page.getByText(/7[ -]?mal/i).first()).toBeVisible();
    });

    test("a rule that is tried with what cannot be is kept as it was typed, with the reason", async ({
      page,
    }) => {
      const tryIt = page.getByRole("button", { name: "Vorschau" });
      const times = page.getByLabel("Wie oft ein Termin verschoben");
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/settings/rules");
      await times.fill("-3");
      await page.getByLabel("Absagen bis").fill("abc");
      await tryIt.click();
      await expect(page.getByText("Diese Zahl ist zu klein oder zu groß.")).toBeVisible();
      await expect(page.getByText("Bitte geben Sie Stunden als Zahl an")).toBeVisible();
      await expect(times).toHaveValue("-3");
      await expect(page.getByLabel("Absagen bis")).toHaveValue("abc");

      await times.fill("6");
      await page.getByLabel("Absagen bis").fill("12");
      await tryIt.click();
      await expect(page).toHaveURL(/\/settings\/rules\/company\?/);
      expect(new URL(page.url()).search).not.toContain("ACTION");
      await expect(times).toHaveValue("6");
      await expect(page.getByText("selbst verschieben, 6-mal, kostenlos.")).toBeVisible();
    });

    test("a service is added with time around it, and its name is there once", async ({ page }) => {
      const name = `Bartpflege ${String(Date.now())}`;
      await signInAs(page, OWNER);
      for (const isTaken of [false, true]) {
        await page.goto("/morgenlicht/settings/services/new");
        await page.getByLabel("Name").fill(name);
        await page.getByLabel("Dauer in Minuten").fill("25");
        await page.getByLabel("Preis in EUR").fill("19,50");
        await page.getByLabel("Minuten danach").fill("10");
        await page.getByRole("button", save).click();
        const answer = page.getByText(
          isTaken ? "Diesen Namen gibt es schon. Bitte" : "Die Leistung ist angelegt.",
        );
        await expect(answer).toBeVisible();
      }
      await expect(page.getByLabel("Preis in EUR")).toHaveValue("19,50");
      await page.goto("/morgenlicht/settings/services");
      await expect(page.getByRole("row").filter({ hasText: name })).toContainText(
        "0 Minuten davor, 10 danach",
      );
    });

    test("somebody who saves what has changed meanwhile is told what stands there now", async ({
      page,
    }) => {
      const { id } = await row<{ id: string }>(
        "select id from branches where company_id = (select id from companies where slug = 'morgenlicht') order by name limit 1",
      );
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/settings/branches/${id}`);
      await sql("update branches set phone = '030 555 111', version = version + 1 where id = $1", [
        id,
      ]);
      await page.getByLabel("Telefon").fill("030 555 222");
      await page.getByRole("button", save).click();
      await expect(page.getByRole("alert").first()).toContainText("Was jetzt gilt");
      await expect(page.getByText("Inzwischen steht hier: 030 555 111")).toBeVisible();
      await expect(page.getByLabel("Telefon")).toHaveValue("030 555 222");
      await page.getByRole("button", save).click();
      await expect(page.getByText("Die Filiale ist gespeichert.")).toBeVisible();
    });

    test("a week with hours that overlap is refused at the field", async ({ page }) => {
      const { id } = await row<{ id: string }>("select id from staff where name = 'Lena Hofmann'");
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/settings/staff/${id}`);
      const afterBreak = page.getByLabel("Dienstag, Beginn nach der Pause");
      await afterBreak.fill("10:00");
      await page.getByLabel("Dienstag, Ende nach der Pause").fill("11:00");
      await page.getByRole("region", { name: "Arbeitszeiten" }).getByRole("button", save).click();
      await expect(page.getByText("Diese Zeit überschneidet sich mit der davor.")).toBeVisible();
      await expect(afterBreak).toHaveValue("10:00");
    });
  });
}

test("time off says how many appointments it concerns, and leads to them", async ({ page }) => {
  const booked = await upcomingAppointment("Lena Hofmann");
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(
    booked.startsAt,
  );
  // Where somebody is away already, in another test for example, the form waits behind its heading.
  await sql("delete from staff_time_off where staff_id = $1", [booked.staffId]);
  await signInAs(page, OWNER);
  await page.goto(`/morgenlicht/settings/staff/${booked.staffId}`);
  const card = page.getByRole("region", { name: "Abwesenheiten" });
  await card.getByLabel("Erster Tag").fill(day);
  await card.getByLabel("Letzter Tag").fill(day);
  await card.getByRole("button", { name: "Eintragen" }).click();
  await expect(page.getByText("Die Abwesenheit ist eingetragen.")).toBeVisible();
  await card
    .getByRole("link", { name: /in diese Zeit/ })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`appointments\\?day=${day}&staffId=${booked.staffId}`));
  await page.goto(`/morgenlicht/settings/staff/${booked.staffId}`);
  await card
    .getByRole("button", { name: /^Entfernen/ })
    .first()
    .click();
  await expect(page.getByText("Die Abwesenheit ist gelöscht.")).toBeVisible();
});

test("settings are for those who manage the company", async ({ page }) => {
  await signInAs(page, MANAGER);
  for (const part of ["", "/branches", "/services", "/staff", "/rules", "/closures"]) {
    await page.goto(`/morgenlicht/settings${part}`);
    await expect(page.getByRole("heading", { name: "Ihre Rolle erlaubt das nicht" })).toBeVisible();
  }
});

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]) {
  test(`every page of the settings is accessible, ${String(viewport.width)} px wide`, async ({
    page,
  }) => {
    test.slow();
    await page.setViewportSize(viewport);
    await signInAs(page, OWNER);
    const { branch, service, staff } = await row<Record<string, string>>(
      `select (select id from branches where company_id = c.id limit 1) as branch,
         (select id from services where company_id = c.id limit 1) as service,
         (select id from staff where company_id = c.id limit 1) as staff
       from companies c where slug = 'morgenlicht'`,
    );
    const parts = [
      ...["", "/branches", "/branches/new", "/services", "/services/new", "/staff", "/staff/new"],
      ...["/rules", "/closures", `/branches/${String(branch)}`, `/services/${String(service)}`],
      ...[`/staff/${String(staff)}`, `/rules/service-${String(service)}`],
    ];
    for (const part of parts) {
      await page.goto(`/morgenlicht/settings${part}`);
      await expectAccessible(page);
    }
    await page.goto("/morgenlicht/settings/rules");
    await expectKeyboardReaches(page);
  });
}
