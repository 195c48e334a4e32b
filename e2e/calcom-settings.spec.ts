import { expect, type Page, test } from "@playwright/test";

import { account } from "../prisma/demo/calcom-account";
import { expectAccessible, MANAGER, OWNER, row, signInAs, sql } from "./support/portal";

const page390 = { width: 390, height: 844 };
const calcomUrl = () => process.env["E2E_CALCOM_URL"] ?? "";
const [KEY = ""] = account.apiKeys;

/** No other test's appointments are to be told to anybody. */
async function forget() {
  for (const table of ["calcom_sync_queue", "calcom_event_types", "calcom_hosts"]) {
    await sql(`delete from ${table}`);
  }
  await sql("update appointments set calcom_sync_status = 'not_connected'");
  await sql("delete from calcom_connections");
}

test.beforeEach(forget);

test.afterEach(forget);

const heard = (page: Page) => page.getByRole("status").first();

async function connect(page: Page, key: string) {
  await page.getByLabel("Adresse der Schnittstelle").fill(calcomUrl());
  await page.getByLabel("API-Schlüssel").fill(key);
  await page.getByRole("button", { name: "Prüfen und verbinden" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with${javaScriptEnabled ? "" : "out"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("a calendar is connected, paired as suggested, and disconnected again", async ({
      page,
    }) => {
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/settings/calendar");
      await connect(page, "cal_live_other");
      await expect(page.getByRole("alert").first()).toContainText(
        "nimmt diesen Schlüssel nicht an",
      );
      await expect(page.getByLabel("Adresse der Schnittstelle")).toHaveValue(calcomUrl());
      await expect(page.getByLabel("API-Schlüssel")).toHaveValue("");

      await connect(page, KEY);
      await expect(heard(page)).toContainText("Cal.com ist verbunden.");
      await expect(page.getByText(account.me.email)).toBeVisible();
      await expect(page.getByText("meldet uns Änderungen nicht")).toHaveCount(0);
      const [type] = account.eventTypes;
      const title = type?.title ?? "";
      const [service = "", person = ""] = title.replace(")", "").split(" (");
      const chosen = (label: string) =>
        page.getByLabel(`${label} für ${title}`).locator("option:checked");
      await expect(chosen("Leistung")).toContainText(service);
      await expect(chosen("Person")).toHaveText(person);

      await page.getByRole("button", { name: "Zuordnung speichern" }).click();
      await expect(heard(page)).toContainText("Die Zuordnung ist gespeichert.");
      expect(
        await row(
          "select count(*)::int as pairs from calcom_event_types where staff_id is not null",
        ),
      ).toEqual({ pairs: account.eventTypes.length });
      expect(await page.content()).not.toContain(KEY);

      await page.getByText("Verbindung trennen").click();
      await page.getByRole("button", { name: "Jetzt trennen" }).click();
      await expect(heard(page)).toContainText("Alle Termine sind noch hier.");
      await expect(page.getByLabel("API-Schlüssel")).toBeVisible();
    });
  });
}

test("what has stopped says why, and goes on once the key is taken again", async ({ page }) => {
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/settings/calendar");
  await expectAccessible(page);
  await connect(page, KEY);
  await expect(heard(page)).toContainText("Cal.com ist verbunden.");
  await expectAccessible(page);
  await page.setViewportSize(page390);
  await expectAccessible(page);

  await sql("update calcom_connections set status = 'stopped', stop_reason = 'http-401'");
  await page.goto("/morgenlicht/settings/calendar");
  await expect(page.getByText("Der Abgleich ist angehalten")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Abgleich fortsetzen" }).click();
  await expect(heard(page)).toContainText("Der Abgleich läuft wieder.");

  await page.getByText("Webhook-Geheimnis erneuern").click();
  await page.getByRole("button", { name: "Geheimnis erneuern" }).click();
  await expect(heard(page)).toContainText("Das neue Geheimnis gilt.");
  await expect(page.getByText("Das bisherige Geheimnis gilt noch bis")).toBeVisible();
});

test("a manager sees who can connect a calendar, and no key field", async ({ page }) => {
  await signInAs(page, MANAGER);
  await page.goto("/morgenlicht/settings/calendar");

  await expect(page.getByLabel("API-Schlüssel")).toHaveCount(0);
});
